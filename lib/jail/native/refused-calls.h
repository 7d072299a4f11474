/* Every system call that policy.ts refuses, with arguments that do no harm where it is not refused and, as far as
 * there are any, that the kernel itself answers otherwise. CALL(name, six arguments); a call that is refused for
 * some arguments only is there once for each kind of them. */
#ifndef __NR_set_mempolicy_home_node
#define __NR_set_mempolicy_home_node 450
#endif
#ifndef __NR_cachestat
#define __NR_cachestat 451
#endif
#ifndef __NR_open_tree_attr
#define __NR_open_tree_attr 467
#endif
#ifndef __NR_quotactl_fd
#define __NR_quotactl_fd 443
#endif
#ifndef __NR_memfd_secret
#define __NR_memfd_secret 447
#endif
#ifndef __NR_process_madvise
#define __NR_process_madvise 440
#endif

#ifndef NO_FD
#define NO_FD -1
#define HIGH_NS 0x10000000 /* CLONE_NEWUSER */
#define SHARED_FS 0x200 /* CLONE_FS: not with it */
#define UPPER 0x100000000L /* the kernel does not look at it */
#endif

CALL(clone3, 0, 0, 0, 0, 0, 0)
CALL(unshare, 0, 0, 0, 0, 0, 0)
CALL(setns, NO_FD, 0, 0, 0, 0, 0)
CALL(clone, HIGH_NS | SHARED_FS, 0, 0, 0, 0, 0)
CALL(clone, UPPER | HIGH_NS | SHARED_FS, 0, 0, 0, 0, 0)
CALL(mount, 0, 0, 0, 0, 0, 0)
CALL(umount2, 0, 0xff0, 0, 0, 0, 0)
CALL(pivot_root, 0, 0, 0, 0, 0, 0)
CALL(chroot, 0, 0, 0, 0, 0, 0)
CALL(move_mount, NO_FD, 0, NO_FD, 0, ~0L, 0)
CALL(open_tree, NO_FD, 0, ~0L, 0, 0, 0)
CALL(open_tree_attr, NO_FD, 0, ~0L, 0, 0, 0)
CALL(fsopen, 0, ~0L, 0, 0, 0, 0)
CALL(fsconfig, NO_FD, ~0L, 0, 0, 0, 0)
CALL(fsmount, NO_FD, ~0L, 0, 0, 0, 0)
CALL(fspick, NO_FD, 0, ~0L, 0, 0, 0)
CALL(mount_setattr, NO_FD, 0, ~0L, 0, 0, 0)
CALL(ptrace, 12345, 0, 0, 0, 0, 0)
CALL(process_vm_readv, 0, 0, 0, 0, 0, 1)
CALL(process_vm_writev, 0, 0, 0, 0, 0, 1)
CALL(kcmp, 0, 0, 99, 0, 0, 0)
CALL(pidfd_getfd, NO_FD, 0, 0, 0, 0, 0)
CALL(process_madvise, NO_FD, 0, 0, 0, 1, 0)
CALL(prlimit64, 1, 99, 0, 0, 0, 0)
CALL(prlimit64, UPPER | 1, 99, 0, 0, 0, 0)
CALL(sched_setaffinity, 1, 0, 0, 0, 0, 0)
CALL(sched_setscheduler, 1, 99, 0, 0, 0, 0)
CALL(sched_setparam, 1, 0, 0, 0, 0, 0)
CALL(sched_setattr, 1, 0, 0, 0, 0, 0)
CALL(setpriority, 0, 1, 0, 0, 0, 0)
CALL(setpriority, 2, 0, 0, 0, 0, 0)
CALL(ioprio_set, 1, 1, ~0L, 0, 0, 0)
CALL(ioprio_set, 3, 0, ~0L, 0, 0, 0)
CALL(prctl, 62, 99, 0, 0, 0, 0)
CALL(prctl, UPPER | 62, 99, 0, 0, 0, 0)
CALL(bpf, 0, 0, 0, 0, 0, 0)
CALL(perf_event_open, 0, 0, 0, 0, 0, 0)
CALL(userfaultfd, ~0L, 0, 0, 0, 0, 0)
CALL(io_uring_setup, 0, 0, 0, 0, 0, 0)
CALL(io_uring_enter, NO_FD, 0, 0, 0, 0, 0)
CALL(io_uring_register, NO_FD, 0, 0, 0, 0, 0)
CALL(open_by_handle_at, NO_FD, 0, 0, 0, 0, 0)
CALL(name_to_handle_at, NO_FD, 0, 0, 0, 0, 0)
CALL(fanotify_init, ~0L, 0, 0, 0, 0, 0)
CALL(quotactl, 0, 0, 0, 0, 0, 0)
CALL(quotactl_fd, NO_FD, 0, 0, 0, 0, 0)
CALL(memfd_secret, ~0L, 0, 0, 0, 0, 0)
CALL(add_key, 0, 0, 0, 0, 0, 0)
CALL(request_key, 0, 0, 0, 0, 0, 0)
CALL(keyctl, 99, 0, 0, 0, 0, 0)
CALL(shmget, 0, 0, 0, 0, 0, 0)
CALL(semget, 0, ~0L, 0, 0, 0, 0)
CALL(msgget, 1, 0, 0, 0, 0, 0)
CALL(inotify_init1, ~0L, 0, 0, 0, 0, 0)
CALL(fcntl, NO_FD, 1024, 0, 0, 0, 0)
CALL(fcntl, NO_FD, 1026, 0, 0, 0, 0)
CALL(fcntl, NO_FD, UPPER | 1026, 0, 0, 0, 0)
CALL(cachestat, NO_FD, 0, 0, 0, 0, 0)
CALL(mbind, 1, 0, 99, 0, 0, 0)
CALL(set_mempolicy, 99, 0, 0, 0, 0, 0)
CALL(set_mempolicy_home_node, 1, 0, 99, 0, 0, 0)
CALL(migrate_pages, 0, ~0L, 0, 0, 0, 0)
CALL(move_pages, 0, 0, 0, 0, 0, ~0L)
CALL(sync, 0, 0, 0, 0, 0, 0)
CALL(syncfs, NO_FD, 0, 0, 0, 0, 0)
CALL(io_setup, 0, 0, 0, 0, 0, 0)
CALL(reboot, 0, 0, 0, 0, 0, 0)
CALL(kexec_load, 0, ~0L, 0, ~0L, 0, 0)
CALL(kexec_file_load, NO_FD, NO_FD, 0, 0, ~0L, 0)
CALL(init_module, 0, 0, 0, 0, 0, 0)
CALL(finit_module, NO_FD, 0, ~0L, 0, 0, 0)
CALL(delete_module, 0, 0, 0, 0, 0, 0)
CALL(swapon, 0, ~0L, 0, 0, 0, 0)
CALL(swapoff, 0, 0, 0, 0, 0, 0)
CALL(acct, ~0L, 0, 0, 0, 0, 0)
CALL(syslog, 99, 0, 0, 0, 0, 0)
CALL(vhangup, 0, 0, 0, 0, 0, 0)
CALL(sethostname, 0, ~0L, 0, 0, 0, 0)
CALL(setdomainname, 0, ~0L, 0, 0, 0, 0)
CALL(clock_settime, 99, 0, 0, 0, 0, 0)
CALL(clock_adjtime, 99, 0, 0, 0, 0, 0)
CALL(adjtimex, 0, 0, 0, 0, 0, 0)
CALL(settimeofday, 1, 0, 0, 0, 0, 0)
CALL(socket, 16, 3, 99, 0, 0, 0)
CALL(socket, 38, 5, 0, 0, 0, 0)
CALL(socket, 40, 99, 0, 0, 0, 0)
CALL(socket, UPPER | 16, 3, 0, 0, 0, 0)
CALL(socket, 2, 5, 0, 0, 0, 0)
CALL(socket, 2, 6, 0, 0, 0, 0)
CALL(socket, 10, 1, 132, 0, 0, 0)
CALL(socket, 2, 1, 262, 0, 0, 0)
CALL(socketpair, 16, 3, 0, 0, 0, 0)
CALL(setsockopt, NO_FD, 6, 31, 0, 0, 0)
CALL(ioctl, NO_FD, 0x5412, 0, 0, 0, 0)
CALL(ioctl, NO_FD, 0x541c, 0, 0, 0, 0)
CALL(ioctl, NO_FD, UPPER | 0x5412, 0, 0, 0, 0)
#ifdef __x86_64__
CALL(inotify_init, 0, 0, 0, 0, 0, 0)
CALL(iopl, 99, 0, 0, 0, 0, 0)
CALL(ioperm, ~0L, 1, 0, 0, 0, 0)
CALL(modify_ldt, 99, 0, 0, 0, 0, 0)
CALL(lookup_dcookie, 0, 0, 0, 0, 0, 0)
#endif
