# Tries: to take more memory than it may, in Ruby.
# Must: end with its memory limit.
# Covers: C1
# Limits: memoryBytes=96MiB wallMs=10000
# Expect: limit-exceeded/memory
require './guard'

held = []
512.times { held << 'x' * (1 << 20) }
exit 1
