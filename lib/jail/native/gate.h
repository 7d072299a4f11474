#pragma once
#include "protocol.h"

/* Inside ids: the gate is 0, the program 1000. With one outside id only, both are 1000. */
enum { PROGRAM_ID = 1000, CHUNK = 65536, HOLD_THREADS = 2, HOOK_FD = 63 };

/* One request, pointing into the one buffer it was received in. */
struct job {
  struct request ask;
  char **argv, **envp;
  const char *files;    /* filec entries as they came */
  const char **collect; /* collectc paths */
  const u8 *stdin_bytes;
  const char *cwd;   /* 0: the usual folder */
  u32 columns, rows; /* of its terminal */
  int hook; /* what the program gets as HOOK_FD, while it is warmed up; else -1 */
};

/* The program's own ends of the FIFOs to the other side. -1: none. */
struct link {
  int in, out;
};

/* A program that runs, as the relay sees it. -1: closed. */
struct program {
  int pid, pidfd;
  int in, out, err; /* the gate's ends of its pipes */
  int forward;      /* where its stdout goes on to, when the gate takes a copy */
  int is_terminal;  /* `in` and `out` are the same one's, and there is no `err` */
  u32 exec_errno;
  u64 started_ns, ended_ns; /* of the main process; 0: not yet */
  u64 executed_ns;          /* traced; 0: not asked for */
  u64 stopped_ns;           /* in which the gate was stopped too, see gate-relay.c: not the program's */
};

/* How a run ended. */
struct outcome {
  u32 cause, truncated;
  u64 wall_ns;
};

/* gate-files.c */
void write_files(const struct job *job);
void collect_files(const struct job *job);
/* gate-child.c */
void start_program(const struct job *job, const struct link *link, int own_uid, int grouped, struct program *program);
/* While parked: programs start in the workspace, where there is one. */
void note_home(void);
/* terminal.c */
/* The gate's end and the program's. */
void open_terminal(const struct job *job, int *master, int *slave);
/* In the program, which has just begun a session of its own. */
long take_terminal(int slave);
void resize_terminal(int fd, u32 columns, u32 rows);
/* There is no other way to end the input of a terminal. */
void say_end(int master);
/* gate-limits.c */
/* While parked: how far a program's own rlimits can go. */
void note_limits(void);
/* The rlimits of a process, 0 being the caller. 0, or the negative errno. */
long set_limits(int pid, const struct request *ask, int own_uid, int grouped);
/* gate-warm.c: a program that waits in a hook of ours, started while the jail is parked. */
/* Starts it and returns when it waits. `spec`: its stack limit in bytes, how many arguments, these, its environment. */
void warm_up(char **spec, int own_uid, int grouped, struct program *program);
/* Waits for a word of the host. The end of the program comes before it: then this cell is of no use. */
void await_word(struct program *program);
/* Gives it what the request adds, under the request's limits, and lets it go. */
void release(const struct job *job, int own_uid, int grouped, struct program *program);
/* It has ended. If not by a limit, and before it took what it was given, it was lost: nothing of the program has run. */
void check_taken(const struct outcome *outcome, u32 oom_kills, struct program *program);
/* gate-clone.c: clone(2) on a stack of its own, since the child must not run on that of its suspended parent. */
long clone_on(long flags, u8 *stack_top, int *pidfd, void (*child)(void *), void *argument);
/* gate-hold.c: holds a joined program's ends as well, so that the other side does not see its end before the gate. */
/* Each takes the program's own end, and another description of it to be kept. */
void hold_in(int own, int copy);
void hold_out(int own, int copy);
/* Tells whose end it is, before the gate closes what the program got. */
void hold_for(int main_pid);
/* Notes when the main process has ended, the first time, and holds nothing any more. */
void saw_end(struct program *program);
/* Whether the main process is about to end: its end will be seen soon, and is to be waited for. */
int main_is_ending(void);
/* gate-orphans.c: processes whose parent is gone become the gate's own children, and dead ones would count against
 * the processes limit until somebody reaps them. To be called once, while parking. */
void watch_orphans(void);
/* Readable when a child has died. */
int orphans_fd(void);
/* Reaps the dead but the program itself. 1: there may be more. */
int reap_orphans(int main_pid);
/* gate-exec.c: execvp(3), which looks for a name without a slash along PATH. Returns only with an error. */
long execute(char **argv, char **envp);
/* gate-relay.c */
void relay(const struct job *job, int grouped, struct program *program, struct deadline *deadline, struct outcome *outcome);
/* `mode` is that of its opening, which is set with it. */
void set_nonblocking(int fd, int mode);
/* gate-stdin.c */
void begin_stdin(const struct job *job, struct program *program);
/* Whether there is something that the program has not taken yet. */
int stdin_waits(void);
void feed_stdin(struct program *program);
/* A word of the host's: more of stdin, a signal, another size of the terminal, or that the program is to end. */
void hear(struct program *program, struct outcome *outcome);
/* gate-streams.c */
void begin_streams(const struct job *job, struct program *program);
void pump_stdout(const struct job *job, struct program *program, struct outcome *outcome);
void pump_stderr(struct program *program, struct outcome *outcome);
/* Everything else is dead: what the pipes still hold counts too, up to the caps. */
void drain(const struct job *job, struct program *program, struct outcome *outcome);
/* gate-send.c: frames to the host, put together in one buffer. */
void append_frame(u8 type, const void *a, size_t a_length, const void *b, size_t b_length);
/* Puts a frame behind those that wait, and sends all of them. */
void send_frame(u8 type, const void *a, size_t a_length, const void *b, size_t b_length);
void send_report(const struct report *report);
void flush_frames(int may_wait);
/* What waits; whether a chunk of either stream fits behind it. */
size_t frames_bytes(void);
int room(void);
/* Where the next frame's content goes, for who has made sure of `room`; then it becomes a frame. */
u8 *next_body(void);
void add_body(u8 type, size_t n);
/* gate-links.c */
/* While parked: the FIFO that the program would write to. */
void make_link(int own_uid);
/* Opens this side's ends, and says so. The host holds both FIFOs open meanwhile. */
void open_link(struct link *link, int recorded);
/* Waits for the host's word. 0: to end instead. */
int await_begin(void);
/* gate-x32.c: nsjail's policy lets system call numbers of the x32 ABI fall through to ALLOW. While parked. */
void refuse_x32(void);
/* gate-cores.c */
/* While parked: the cores that there are. */
void note_cores(void);
/* Gate and program on one core for good, that of the other side. */
void stay_on(u32 core);
/* A new process would be put on another core, which has to be woken from its sleep first, only for the gate to sleep
 * until it has executed. So the gate stays where it is for that moment; then both spread again, each for itself. */
void gather(void);
void spread(void);
/* gate-forward.c */
void begin_forward(const struct job *job, struct program *program);
/* Whether a chunk is on its way: no other can be taken then. */
int chunk_waits(void);
/* Takes a chunk of stdout and hands it on. 0: it was more than the cap allows. */
int take_and_forward(struct program *program, u64 *cap_left);
/* What poll(2) says of the other side: there is room for the chunk, or nobody reads any more. */
void pass_on(struct program *program, int events);
/* After the program's end. 0: there was more than the cap allows. */
int forward_rest(const struct job *job, struct program *program, u64 *cap_left);
/* gate.c */
/* The time, for jobs that are traced; else 0. */
u64 stamp(const struct job *job);
/* Ends whatever runs and waits for the jail's own end. To exit would make nsjail start the next jail. */
_Noreturn void park(void);
/* File operations as the program's own id, so that what is made belongs to it. */
void act_as(u32 id);
