# Tries: to leave by what Ruby has of the kernel: system calls by number, chroot, ids, FIFOs.
# Must: be refused each.
# Covers: I4 I1
# Needs: x64
# Expect: exited/0
require './guard'

passed = [161, 165, 166, 169, 272, 308, 321].select { |number| begin; syscall(number, 0x10000000, 0, 0); rescue SystemCallError; nil; end }
passed << :chroot if begin; Dir.chroot('/box'); rescue SystemCallError; nil; end
passed << :uid if begin; Process::Sys.setuid(0); true; rescue SystemCallError; nil; end
passed << :secret if Dir.exist?(ENV['CANARY_FOLDER'] || '/nowhere')
puts passed.inspect
exit passed.empty?
