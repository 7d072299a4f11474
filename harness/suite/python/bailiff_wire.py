"""Plain data over a pair of pipes, one JSON document a line. Both sides of a suite's `process` level use it."""
import json
import os

MAX_LINE_BYTES = 8 << 20
MAX_DEPTH = 60


class Channel:
    """Takes stdin and stdout for itself: what anybody prints from now on goes to stderr."""

    def __init__(self):
        self._source = os.fdopen(os.dup(0), "rb")
        self._sink = os.dup(1)
        os.set_inheritable(self._sink, False)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.close(null)

    def send(self, message):
        line = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        while line:
            line = line[os.write(self._sink, line):]

    def receive(self):
        line = self._source.readline(MAX_LINE_BYTES + 1)
        if not line.endswith(b"\n"):
            raise EOFError("the other side is gone, or said more than 8 MiB at once")
        return json.loads(line)


class NotPlain(Exception):
    """A value that is no plain data, or too deep."""


def encode(value, reference=None, depth=0):
    """Plain data as JSON with tags; `reference` gives what stands for anything else."""
    if depth > MAX_DEPTH:
        raise NotPlain("nested deeper than %d" % MAX_DEPTH)
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return value if -(2**53) < value < 2**53 else {"int": hex(value)}
    if kind is float:
        return {"float": value.hex()}
    if kind is complex:
        return {"complex": [value.real.hex(), value.imag.hex()]}
    if kind in (bytes, bytearray):
        return {kind.__name__: bytes(value).hex()}
    if kind is list:
        return [encode(each, reference, depth + 1) for each in value]
    if kind in (tuple, set, frozenset):
        return {kind.__name__: [encode(each, reference, depth + 1) for each in value]}
    if kind is dict:
        return {"dict": [[encode(k, reference, depth + 1), encode(v, reference, depth + 1)] for k, v in value.items()]}
    if reference is not None:
        return reference(value)
    raise NotPlain("%s is no plain data" % kind.__name__)


def decode(data, resolve=None):
    if isinstance(data, list):
        return [decode(each, resolve) for each in data]
    if not isinstance(data, dict):
        return data
    (tag, body), = data.items()
    if tag == "int":
        return int(body, 16)
    if tag == "float":
        return float.fromhex(body)
    if tag == "complex":
        return complex(float.fromhex(body[0]), float.fromhex(body[1]))
    if tag == "bytes":
        return bytes.fromhex(body)
    if tag == "bytearray":
        return bytearray.fromhex(body)
    if tag in ("tuple", "set", "frozenset"):
        return {"tuple": tuple, "set": set, "frozenset": frozenset}[tag](decode(each, resolve) for each in body)
    if tag == "dict":
        return {decode(k, resolve): decode(v, resolve) for k, v in body}
    if resolve is not None:
        return resolve(tag, body)
    raise NotPlain("unknown tag %r" % tag)
