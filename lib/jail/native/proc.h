#pragma once
#include "sys.h"

enum { PROC_TEXT = 1024 };

/* Reads /proc/PID/NAME as a text. Its length; 0 when it is not there. */
size_t read_proc(u64 pid, const char *name, char *text, size_t size);
/* What stands behind so many blanks. */
const char *skip_fields(const char *text, int fields);
/* Reads /proc/PID/stat into `text`, of PROC_TEXT bytes: where field `number` begins, as proc_pid_stat(5) counts them,
 * from 3 on. The end of the text when there is no such process. */
const char *read_stat(u64 pid, int number, char *text);
