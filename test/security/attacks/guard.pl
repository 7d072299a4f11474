# Every attack in Perl starts with this: it runs nowhere but in a jail, and it ends by itself.
use POSIX ();
POSIX::_exit(97) unless ($ENV{JAILED} // '') eq '1' && -e '/gate';
alarm 20;
1;
