/* PID 1 of every jail: says that it is ready, takes one request, runs one program as its child, relays its
 * streams, holds its limits, kills all that is left, reports, and ends. Its own end is the jail's. */
#include "gate.h"

#include <linux/prctl.h>

#include "counters.h"

enum { MAX_REQUEST = 64 << 20, PROT_RW = 3, MAP_ANON = 0x22, MAP_SHARED_ = 1 };

_Noreturn void park(void) {
  SC2(kill, -1, K_SIGKILL);
  for (;;) SC5(ppoll, 0, 0, 0, 0, 0);
}

void act_as(u32 id) {
  SC1(setfsgid, id);
  SC1(setfsuid, id);
}

u64 stamp(const struct job *job) { return job->ask.flags & REQUEST_TRACE ? now_ns() : 0; }

static void *map_bytes(size_t n) {
  long memory = SC6(mmap, 0, n, PROT_RW, MAP_ANON, -1, 0);
  if (memory < 0) fail(EXIT_SETUP_FAILED, "gate: no memory for the request", 0, memory);
  return (void *)memory;
}

static char *body, *body_end;

static char *take(size_t n) {
  char *at = body;
  if ((size_t)(body_end - body) < n) fail(EXIT_MISUSED, "gate: the request is cut short", 0, 0);
  body += n;
  return at;
}

static char *take_string(void) {
  char *text = body;
  while (body < body_end && *body) body++;
  take(1);
  return text;
}

static char **take_strings(u32 n) {
  char **strings = map_bytes((n + 1) * sizeof(char *));
  for (u32 i = 0; i < n; i++) strings[i] = take_string();
  strings[n] = 0;
  return strings;
}

static u32 take_u32(void) {
  u32 value;
  memcpy(&value, take(4), 4);
  return value;
}

static void parse_request(struct job *job, u64 nonce) {
  memcpy(&job->ask, take(sizeof job->ask), sizeof job->ask);
  if (job->ask.magic != PROTOCOL_MAGIC || job->ask.nonce != nonce)
    fail(EXIT_MISUSED, "gate: the request is not for this jail", 0, 0);
  u32 strings = (u32)(body_end - body);
  if (job->ask.argc == 0 || job->ask.argc > strings || job->ask.envc > strings || job->ask.collectc > strings)
    fail(EXIT_MISUSED, "gate: the request's counts are wrong", 0, 0);
  job->argv = take_strings(job->ask.argc);
  job->envp = take_strings(job->ask.envc);
  job->files = body;
  for (u32 i = 0; i < job->ask.filec; i++) {
    take_u32();
    u32 length = take_u32();
    take_string();
    take(length);
  }
  job->collect = (const char **)take_strings(job->ask.collectc);
  if (job->ask.flags & REQUEST_CWD) job->cwd = take_string();
  if (job->ask.flags & REQUEST_TERMINAL) job->columns = take_u32(), job->rows = take_u32();
  job->stdin_bytes = (u8 *)take(job->ask.stdin_length);
  if (body != body_end) fail(EXIT_MISUSED, "gate: the request is longer than it says", 0, 0);
}

static int is_late_word(u8 type) {
  return type == FRAME_STDIN || type == FRAME_CANCEL || type == FRAME_BEGIN || type == FRAME_SIGNAL || type == FRAME_RESIZE;
}

/* The next frame that is not the host's late word to a program that has ended meanwhile. */
static void next_frame(struct frame_header *header) {
  static u8 dropped[65536];
  for (;;) {
    if (read_all(FD_CONTROL, header, sizeof *header) != 1) park();
    if (!is_late_word(header->type)) return;
    if (header->length > sizeof dropped) fail(EXIT_MISUSED, "gate: unexpected frame", 0, header->type);
    if (header->length && read_all(FD_CONTROL, dropped, header->length) != 1) park();
  }
}

static void receive_request(struct job *job, u64 nonce) {
  struct frame_header header;
  next_frame(&header);
  if (header.type != FRAME_REQUEST || header.length > MAX_REQUEST) fail(EXIT_MISUSED, "gate: expected a request", 0, 0);
  body = map_bytes(header.length + 1);
  body_end = body + header.length;
  if (read_all(FD_CONTROL, body, header.length) != 1) park();
  parse_request(job, nonce);
}

static void await_collect(void) {
  struct frame_header header;
  next_frame(&header);
  if (header.type != FRAME_COLLECT) fail(EXIT_MISUSED, "gate: expected the word to collect", 0, 0);
}

/* Kills and reaps all; the main process's status as wait4(2) gives it. */
static u32 reap_all(int main_pid) {
  u32 main_status = 0;
  SC2(kill, -1, K_SIGKILL);
  for (int status;;) {
    long pid = SC4(wait4, -1, &status, K_WALL, 0);
    if (pid == -EINTR) continue;
    if (pid < 0) return main_status;
    if (pid == main_pid) main_status = (u32)status;
  }
}

/* The program from its start, or its release, to the death of everything in the jail, and what it used. */
static void run_program(const struct job *job, const struct link *link, int own_uid, int grouped, struct deadline *deadline, struct program *program, struct report *report, struct stages *stages) {
  struct outcome outcome = { 0 };
  struct counters counters;
  int warm = program->pid > 0;
  mark_counters(grouped, warm);
  if (warm) release(job, own_uid, grouped, program);
  else start_program(job, link, own_uid, grouped, program);
  deadline->cpu_ns = cpu_reading_at(grouped, job->ask.cpu_ns);
  deadline->wall_ns = program->started_ns + job->ask.wall_ns;
  relay(job, grouped, program, deadline, &outcome);
  report->wait_status = reap_all(program->pid);
  saw_end(program);
  stages->executed_ns = program->executed_ns;
  stages->dead_ns = stamp(job);
  report->started_ns = program->started_ns;
  report->ended_ns = program->ended_ns;
  drain(job, program, &outcome);
  deadline->wall_ns = 0;
  read_counters(grouped, &counters);
  if (warm) check_taken(&outcome, counters.oom_kills, program);
  report->cause = outcome.cause;
  report->exec_errno = program->exec_errno;
  report->truncated = outcome.truncated;
  report->wall_ns = outcome.wall_ns;
  report->cpu_ns = counters.cpu_ns;
  report->memory_bytes = counters.memory_bytes;
  report->oom_kills = counters.oom_kills;
  report->refused_processes = counters.refused_processes;
}

/* gate <v1|v2|none> <one|two> [what to warm up]: which counters there are, and how many outside ids. */
int gate_main(int argc, char **argv) {
  if (SC0(getpid) != 1) fail(EXIT_MISUSED, "gate must be the first process of a jail", 0, 0);
  if (argc < 4) fail(EXIT_MISUSED, "gate wants two arguments", 0, 0);
  int grouped = !str_eq(argv[2], "none"), own_uid = str_eq(argv[3], "two");
  SC5(prctl, PR_SET_DUMPABLE, 0, 0, 0, 0);
  long page = SC6(mmap, 0, 4096, PROT_RW, MAP_SHARED_, FD_DEADLINE, 0);
  if (page < 0) fail(EXIT_SETUP_FAILED, "gate: no deadline page", 0, page);
  struct deadline *deadline = (struct deadline *)page;
  struct program program = { 0 };
  watch_orphans();
  note_home();
  note_cores();
  note_limits();
  refuse_x32();
  make_link(own_uid);
  if (argc > 4) warm_up(argv + 4, own_uid, grouped, &program);
  struct ready ready = { .charged_bytes = mark_idle(grouped) };
  if (SC3(getrandom, &ready.nonce, 8, 0) != 8) fail(EXIT_SETUP_FAILED, "gate: no randomness", 0, 0);
  ready.nonce >>= 11;
  send_frame(FRAME_READY, &ready, sizeof ready, 0, 0);

  struct job job = { .hook = -1 };
  struct link link = { -1, -1 };
  struct report report = { .nonce = ready.nonce, .cause = CAUSE_CANCEL, .wait_status = K_SIGKILL };
  if (program.pid) await_word(&program);
  receive_request(&job, ready.nonce);
  struct stages stages = { .received_ns = stamp(&job) };
  stay_on(job.ask.core);
  if (job.ask.flags & REQUEST_JOINED) open_link(&link, !!(job.ask.flags & REQUEST_RECORD));
  if (own_uid) act_as(PROGRAM_ID);
  write_files(&job);
  if (link.in < 0 || await_begin()) run_program(&job, &link, own_uid, grouped, deadline, &program, &report, &stages);
  if (job.ask.flags & REQUEST_TRACE) append_frame(FRAME_STAGES, &stages, sizeof stages, 0, 0);
  send_report(&report);
  if (job.ask.collectc) {
    await_collect();
    collect_files(&job);
  }
  return 0;
}
