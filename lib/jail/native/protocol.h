/* What host, launch and gate say to each other on the one control socket. lib/jail/protocol.ts mirrors this
 * file; both check PROTOCOL_MAGIC, and the host builds this program from the sources beside it.
 * Little-endian, packed. A frame is a header and `length` bytes. */
#pragma once
#include "sys.h"

#define PROTOCOL_MAGIC 0x42413031u /* "BA01" */

struct frame_header {
  u8 type;
  u8 zero[3];
  u32 length;
};

enum frame_type {
  /* launch → host */
  FRAME_LEASE = 'L', /* u32 slot: whose lock is held until the last process of the cell is gone */
  /* host → launch */
  FRAME_SCRIPT = 'S', /* see script.c */
  /* gate → host */
  FRAME_READY = 'R',   /* struct ready */
  FRAME_STDOUT = 'O',  /* bytes */
  FRAME_STDERR = 'E',  /* bytes */
  FRAME_WANT = 'W',    /* empty: send the next chunk of stdin */
  FRAME_JOINED = 'J',  /* empty: both ends to the other side are open; waits for FRAME_BEGIN */
  FRAME_RECORD = 'T',  /* u64 CLOCK_MONOTONIC in ns, and what then went on to the other side */
  FRAME_STAGES = 'M',  /* struct stages, before the report, for who asked with REQUEST_TRACE */
  FRAME_REPORT = 'P',  /* struct report: everything in the jail but the gate is dead */
  FRAME_FILE = 'F',    /* struct file_info, then the path */
  FRAME_CONTENT = 'D', /* bytes of the file named last */
  FRAME_END = 'Z',     /* empty: all files were sent */
  FRAME_LOST = 'N',    /* empty: the warm program ended before it was given anything; this jail is of no use */
  /* host → gate */
  FRAME_REQUEST = 'Q', /* struct request, then its strings and files */
  FRAME_STDIN = 'I',   /* bytes; empty means end of file */
  FRAME_BEGIN = 'B',   /* empty: both sides are joined, and nobody else holds an end: start the program */
  FRAME_CANCEL = 'X',  /* empty: end the program */
  FRAME_SIGNAL = 'K',  /* u32: a signal for the program and its process group */
  FRAME_RESIZE = 'V',  /* u32 columns, u32 rows: of its terminal */
  FRAME_COLLECT = 'G', /* empty: the limits are lifted, send the files */
};

enum request_flags {
  REQUEST_STREAM = 1,     /* send output as it comes rather than when there is enough of it */
  REQUEST_STDIN_PIPE = 2, /* stdin is a pipe, filled with the inline bytes first */
  REQUEST_STDIN_MORE = 4, /* and then with FRAME_STDIN frames */
  REQUEST_STDIN_FILE = 8, /* stdin is the file /in/stdin */
  REQUEST_JOINED = 16,    /* stdin and stdout are FIFOs that another cell's program has the other ends of */
  REQUEST_RECORD = 32,    /* joined, but stdout goes through the gate, which sends the host a copy */
  REQUEST_TRACE = 256,    /* note when each stage of the run was over */
  REQUEST_CWD = 512,      /* the program starts in a folder that is named, not in the usual one */
  REQUEST_TERMINAL = 1024, /* stdin, stdout and stderr are a terminal of its own, to be read and written as with pipes */
};

/* A jail is parked. */
struct ready {
  u64 nonce;         /* below 2^53, what a number of JavaScript holds */
  u64 charged_bytes; /* memory that its group is charged for; 0 without a group */
} __attribute__((packed));

struct request {
  u32 magic, flags;
  u64 nonce;
  u64 wall_ns, cpu_ns;
  u64 stdout_cap, stderr_cap;
  u64 memory_bytes; /* only for cells without a memory group: polled, and RLIMIT_DATA */
  u64 file_bytes, stack_bytes;
  u32 open_files;
  u32 argc, envc, filec, collectc;
  u32 stdin_length;
  u32 cores; /* that the program can use at once */
  u32 processes; /* only for cells without a pids group: RLIMIT_NPROC, counted in the jail's user namespace */
  u64 collect_cap; /* bytes of all collected files together */
  u64 record_cap;  /* bytes of FRAME_RECORD together */
  u32 core;        /* that the gate and its program stay on; ANY_CORE */
  /* Then: argc and envc strings, NUL-ended; filec times { u32 mode, u32 length, path NUL-ended, bytes };
   * collectc paths, NUL-ended; with REQUEST_CWD the folder, NUL-ended; with REQUEST_TERMINAL u32 columns, u32 rows;
   * stdin_length bytes. */
} __attribute__((packed));

#define ANY_CORE 0xffffffffu
#define NO_FOLDER 0x10000u

enum cause { CAUSE_NONE, CAUSE_WALL, CAUSE_CPU, CAUSE_STDOUT, CAUSE_STDERR, CAUSE_MEMORY, CAUSE_CANCEL };

struct report {
  u64 nonce;
  u32 cause;       /* enum cause: what the gate ended the program for */
  u32 exec_errno;  /* not 0: the program could not be started; with NO_FOLDER the folder to start in could not be entered */
  u32 wait_status; /* of wait4(2) */
  u32 refused_processes;
  u64 wall_ns, cpu_ns;
  u64 memory_bytes; /* peak, file cache taken off */
  u32 oom_kills;
  u32 truncated; /* bit 0: stdout, bit 1: stderr */
  u64 started_ns, ended_ns; /* of the main process, by CLOCK_MONOTONIC, which all jails share; 0: never started */
} __attribute__((packed));

/* By CLOCK_MONOTONIC; 0: not reached. Start and end of the main process are in the report. */
struct stages {
  u64 received_ns; /* the request was read */
  u64 executed_ns; /* the main process has left the gate's memory: execve(2) is over */
  u64 dead_ns;     /* everything else in the jail is dead and reaped */
} __attribute__((packed));

enum file_state { FILE_OK, FILE_MISSING, FILE_NOT_REGULAR, FILE_UNREADABLE, FILE_TOO_LARGE };

struct file_info {
  u32 state, mode;
  u64 size;
} __attribute__((packed));

/* Descriptors that launch hands to the gate through nsjail. A cell without cgroups has the first four only. */
enum gate_fd {
  FD_CONTROL = 3,
  FD_DEADLINE = 4,   /* struct deadline, shared with launch */
  FD_PROC = 5,       /* /proc of the cell, to set the program's oom_score_adj */
  FD_LINKS = 6,      /* the cell's folder of FIFOs, see gate-links.c */
  FD_CPU = 7,        /* v1 cpuacct.usage, v2 cpu.stat */
  FD_MEMORY = 8,     /* v1 memory.usage_in_bytes, v2 memory.current */
  FD_PEAK = 9,       /* v1 memory.max_usage_in_bytes, v2 memory.peak; reset by writing */
  FD_MEMORY_STAT = 10,
  FD_OOM = 11,       /* v1 memory.oom_control, v2 memory.events */
  FD_PIDS = 12,      /* pids.events */
  FD_GATE_END = 13,
};

/* In launch itself, before descriptors are arranged for nsjail: a socket to the host, see launch.c. */
enum { FD_HOLD = 4 };

/* The second line of the limits: launch looks at this page once a second. */
struct deadline {
  volatile u64 wall_ns; /* CLOCK_MONOTONIC; 0: nothing runs */
  volatile u64 cpu_ns;  /* reading of the group's CPU counter; 0: no counter */
};

/* Exit codes of launch. */
enum launch_exit {
  EXIT_CLOSED = 0,
  EXIT_SETUP_FAILED = 100,
  EXIT_LATE_WALL = 101,
  EXIT_LATE_CPU = 102,
  EXIT_NSJAIL_ENDED = 103,
  EXIT_NO_LEASE = 104,
  EXIT_MISUSED = 105,
  /* of place */
  EXIT_BUSY = 106,      /* somebody else has the lock */
  EXIT_NO_DEVICE = 107, /* the machine gives no loop device */
};

int launch_main(int argc, char **argv);
int sweep_main(int argc, char **argv);
int place_main(int argc, char **argv);
int data_main(int argc, char **argv);
int join_main(int argc, char **argv);
/* Whether this process is in the network of a session, which its cell is to have too. */
extern int joined_network;
int refused_main(void);
int files_main(int argc, char **argv);
int gate_main(int argc, char **argv);
int refused_main(void);
int files_main(int argc, char **argv);
