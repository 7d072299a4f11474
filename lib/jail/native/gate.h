#pragma once
#include "protocol.h"

/* Inside ids: the gate is 0, the program 1000. With one outside id only, both are 1000. */
enum { PROGRAM_ID = 1000 };

/* One request, pointing into the one buffer it was received in. */
struct job {
  struct request ask;
  char **argv, **envp;
  const char *files;    /* filec entries as they came */
  const char **collect; /* collectc paths */
  const u8 *stdin_bytes;
};

/* A program that runs, as the relay sees it. -1: closed. */
struct program {
  int pid, pidfd;
  int in, out, err; /* the gate's ends of its pipes */
  u32 exec_errno;
  u64 started_ns;
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
void start_program(const struct job *job, int own_uid, int grouped, struct program *program);
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
void relay(const struct job *job, int grouped, struct program *program, struct outcome *outcome);
/* Everything else is dead: what the pipes still hold counts too, up to the caps. */
void drain(struct program *program, struct outcome *outcome);
/* Puts a frame behind the output that waits, and sends all of it. */
void send_frame(u8 type, const void *a, size_t a_length, const void *b, size_t b_length);
void send_report(const struct report *report);
/* gate.c */
/* Ends whatever runs and waits for the jail's own end. To exit would make nsjail start the next jail. */
_Noreturn void park(void);
/* File operations as the program's own id, so that what is made belongs to it. */
void act_as(u32 id);
