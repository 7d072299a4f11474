# Tries: to fork in Perl until the machine starves.
# Must: be refused processes, end with a limit, and leave none.
# Covers: D1
# Needs: cgroup
# Limits: processes=40 cpuMs=600 wallMs=1500
# Expect: limit-exceeded/cpu or limit-exceeded/wall
require './guard.pl';

for (1 .. 8) {
    my $pid = fork();
    alarm(20) if defined $pid && $pid == 0;
}
sleep 20;
