# The hook of a warm Python: holds the interpreter before it opens its program, and leaves no trace of itself.
# lib/jail/native/gate-warm.c is the other side.
import os
import sys


def _be_told(fd):
    os.write(fd, b".")
    told = b""
    while True:
        piece = os.read(fd, 65536)
        if not piece:
            break
        told += piece
    os.write(fd, b".")
    os.close(fd)
    stdin, count, *rest = told.split(b"\0")[:-1]
    return stdin, rest[: int(count)], rest[int(count) :]


def _set_environment(variables):
    import posix  # what os.environ was made of has it, too

    os.environ.clear()
    posix.environ.clear()
    for variable in variables:
        name, _, value = variable.partition(b"=")
        os.environb[name] = posix.environ[name] = value


def _set_stdin(path):
    """What sys.stdin remembers of a pipe, such as that it cannot seek, is not true of this file."""
    fd = os.open(path, os.O_RDONLY)
    os.dup2(fd, 0)
    os.close(fd)
    buffer = open(0, "rb", closefd=False)
    buffer.raw.name = "<stdin>"
    sys.stdin.__init__(buffer, encoding=sys.stdin.encoding, errors=sys.stdin.errors, newline="\n")


def _leave():
    folder = os.path.dirname(__file__)
    sys.path.remove(folder)
    sys.path_importer_cache.pop(folder, None)
    del sys.modules[__name__]


def _wait(fd):
    stdin, arguments, variables = _be_told(fd)
    _set_environment(variables)
    if stdin:
        _set_stdin(stdin)
    arguments = [os.fsdecode(argument) for argument in arguments]
    sys.argv.extend(arguments)
    if hasattr(sys, "orig_argv"):
        sys.orig_argv.extend(arguments)


if "BAILIFF_HOOK" in os.environ:
    _wait(int(os.environ["BAILIFF_HOOK"]))
_leave()
import sitecustomize  # the interpreter's own: where there is none, site expects just this error
