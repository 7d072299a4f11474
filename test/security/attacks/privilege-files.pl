# Tries: to read what only the host's root may read, and to take files over.
# Must: be refused each.
# Covers: I1
# Expect: exited/0
require './guard.pl';

my $passed = 0;
for my $path ('/etc/shadow', '/etc/gshadow', '/etc/sudoers', '/root', '/home', '/run', '/var/log', '/var/cache', '/boot', '/srv', '/mnt', '/media', $ENV{CANARY_FOLDER} // '/nowhere') {
    my $seen = open(my $file, '<', $path) && !-d $path;
    if (opendir(my $folder, $path)) {
        $seen = grep { !/^\.\.?$/ } readdir($folder);
    }
    next unless $seen;
    print "$path got through\n";
    $passed = 1;
}
# GHC's package database is a toolchain's; nothing else of the host's state is there.
if (opendir(my $state, '/var/lib')) {
    for my $name (grep { !/^(\.\.?|ghc)$/ } readdir($state)) {
        print "/var/lib/$name got through\n";
        $passed = 1;
    }
}
$passed = 1 if chown(0, 0, '/box') || chown(1000, 1000, '/etc/passwd') || chmod(0666, '/etc/passwd');
$( = 0; $) = 0; $< = 0; $> = 0;
$passed = 1 if $< == 0 || $> == 0;
exit $passed;
