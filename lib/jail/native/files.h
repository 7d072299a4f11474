#pragma once
#include "protocol.h"

#include <linux/openat2.h>

/* What the host and the role `files` say to each other on stdin and stdout: lib/session/files/protocol.ts mirrors it.
 * Frames are those of protocol.h. Requests are answered in their order, each by any number of pieces and one ANSWER_OK
 * or ANSWER_ERROR. Paths are bytes, NUL-ended, relative to the root. */
enum ask {
  ASK_STAT = 'S',     /* u32 follow, path → ANSWER_OK with facts */
  ASK_READ = 'R',     /* u32 read_flags, u64 offset, u64 length, path → content → facts */
  ASK_WRITE = 'W',    /* u32 write_flags, u32 mode, i64 mtime_ns, path, content; then ASK_MORE, ASK_SEEK, ASK_CLOSE */
  ASK_PUT = 'P',      /* the same, all at once → facts */
  ASK_MORE = 'D',     /* content; without an answer */
  ASK_SEEK = 'O',     /* u64: where the next content goes; without an answer */
  ASK_CLOSE = 'Z',    /* u64 size that the file is to have, or ANY_SIZE → facts */
  ASK_LIST = 'L',     /* path → entries of one folder */
  ASK_WALK = 'F',     /* u32 walk_flags, u32 depth, u64 most, path → entries below a folder, each folder before what is in it */
  ASK_MKDIR = 'M',    /* u32 parents, u32 mode, path */
  ASK_REMOVE = 'X',   /* u32 remove_flags, path */
  ASK_RENAME = 'V',   /* path, path */
  ASK_LINK = 'H',     /* path, path of the new name */
  ASK_SYMLINK = 'Y',  /* target, path */
  ASK_READLINK = 'I', /* path → content */
  ASK_CHMOD = 'C',    /* u32 mode, path */
  ASK_UTIMES = 'T',   /* u32 follow, i64 atime_ns, i64 mtime_ns, path */
  ASK_TRUNCATE = 'U', /* u64 size, path */
  ASK_REALPATH = 'G', /* path → content: absolute, as the jail sees it */
  ASK_COPY = 'B',     /* u32 exclusive, path, path of the copy */
  ASK_TAKE = 'J',     /* u32 number, u32 write_flags, u32 mode, path of the copy: of a file that was named at the start */
};

enum answer {
  ANSWER_OK = 'K',      /* nothing, or struct facts */
  ANSWER_ERROR = 'E',   /* u32 errno */
  ANSWER_CONTENT = 'D', /* bytes */
  ANSWER_SEEK = 'O',    /* u64: a hole ends here */
  ANSWER_ENTRIES = 'F', /* many struct entry, each with its name, and the target of a symbolic link */
};

enum write_flags {
  WRITE_APPEND = 1,
  WRITE_NEW = 2,     /* it must not exist */
  WRITE_PARENTS = 4, /* make the folders that are missing */
  WRITE_KEEP = 8,    /* do not empty it first */
  WRITE_TIME = 16,
  WRITE_MODE = 32, /* exactly this mode, whoever made it */
};
enum read_flags { READ_SPARSE = 1, READ_FORCED = 2 /* as the owner, whatever the mode is */ };
enum walk_flags { WALK_FORCED = 1 };
enum remove_flags { REMOVE_TREE = 1, REMOVE_QUIETLY = 2, REMOVE_FOLDER = 4 };

#define ANY_SIZE (~(u64)0)

struct facts {
  u32 mode, links;
  u64 device, inode, size, blocks;
  i64 atime_ns, mtime_ns, ctime_ns, birth_ns;
} __attribute__((packed));

struct entry {
  u32 mode;
  u32 depth;  /* 0: in the folder itself */
  u32 error;  /* not 0: this folder could not be looked into */
  u32 links;
  u64 inode, size, blocks;
  i64 mtime_ns, ctime_ns;
  u32 name_length, target_length;
} __attribute__((packed));

enum {
  F_PATH = 4096,
  F_BODY = 1 << 20, /* the longest request */
  K_O_PATH = 010000000,
  K_O_APPEND = 02000,
  K_AT_NOFOLLOW = 0x100,
  K_AT_REMOVEDIR = 0x200,
  K_AT_EMPTY = 0x1000,
  K_IFMT = 0170000,
  K_IFREG = 0100000,
  K_IFDIR = 040000,
  K_IFLNK = 0120000,
};

/* What is still unread of a request's body. */
struct fields {
  const u8 *at, *end;
  int bad; /* something was missing */
};
u32 take_u32(struct fields *fields);
u64 take_u64(struct fields *fields);
const char *take_text(struct fields *fields);

/* files-talk.c */
/* The next request: its type, or 0 at the end of the stream. */
u8 next_ask(struct fields *body);
/* What of the present ASK_MORE is still to come, to a file as it comes; to nowhere when that is -1. */
long move_rest(int fd);
void answer_ok(const struct facts *facts);
void answer_error(long error);
/* Either of both, by what a call returned. */
void answer(long error, const struct facts *facts);
/* Room for a piece in the buffer of answers, up to ANSWER_ROOM bytes; then it is told how many there are. */
enum { ANSWER_ROOM = 65536 };
u8 *answer_room(size_t bytes);
void answer_piece(u8 type, size_t bytes);

/* files-open.c: nothing leads out of the root, not even for a moment. All return a descriptor or a negative errno. */
void open_root(const char *path);
int open_at(const char *path, u64 flags, u32 mode);
/* One name in an open folder, which must not be a link or a mount. */
int open_child(int folder, const char *name, u64 flags);
/* The folder that a path's last part is in, and that part. */
int open_parent(const char *path, int make, const char **name);
int make_folders(const char *path, u32 mode);
long facts_of(int fd, const char *name, struct facts *facts);
/* By its descriptor, which may be O_PATH. */
long change_mode(int fd, u32 mode);
/* Opens for reading what only its mode keeps shut, and puts the mode back. */
int open_forced(int folder, const char *name, u64 flags);

/* files-content.c */
/* Whether it is a regular file, and what else is known of it. */
long regular(int fd, struct facts *facts);
int open_to_write(const char *path, u32 flags, u32 mode);
void do_read(struct fields *body);
void do_write(struct fields *body, int whole);
void do_more(struct fields *body);
void do_seek(struct fields *body);
void do_close(struct fields *body);
/* files-copy.c */
void name_sources(char **paths);
void do_copy(struct fields *body);
void do_take(struct fields *body);

/* files-names.c */
void do_name(u8 type, struct fields *body);

/* files-descent.c: goes through a tree of any depth with one descriptor, names in order. */
long begin_descent(int fd);
void end_descent(void);
int descent_fd(void);
u32 descent_depth(void);
/* The next name of the present folder, or 0. */
const char *next_name(void);
/* Into the name that came last; back out of it. */
long enter_folder(const char *name, int forced);
long leave_folder(void);
/* The name by which the present folder was entered. */
const char *entered_name(void);

/* files-walk.c, files-remove.c */
void do_list(struct fields *body);
void do_walk(struct fields *body);
void do_remove(struct fields *body);
