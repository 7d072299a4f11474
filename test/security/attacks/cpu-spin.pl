# Tries: to compute for ever, deaf to every signal.
# Must: end with its CPU limit.
# Covers: A1 A4
# Limits: cpuMs=300 wallMs=5000
# Expect: limit-exceeded/cpu
# Charged: 500
require './guard.pl';

$SIG{$_} = 'IGNORE' for grep { $_ ne 'ALRM' } keys %SIG;
1 while 1;
