"""Main program of the submission's jail: does for the tests' jail what they ask of the submission."""
import builtins
import importlib
import sys

from bailiff_wire import Channel, NotPlain, decode, encode

OBJECTS = {}


def keep(value):
    OBJECTS[id(value)] = value
    return id(value)


def describe(value):
    """How the other side is to stand in for something that is no plain data."""
    if isinstance(value, type):
        bases = [base.__name__ for base in value.__mro__ if getattr(builtins, base.__name__, None) is base]
        error = issubclass(value, BaseException)
        return {"ref": {"id": keep(value), "kind": "exception" if error else "class", "name": value.__name__, "bases": bases}}
    kind = "function" if callable(value) else "object"
    return {"ref": {"id": keep(value), "kind": kind, "name": getattr(value, "__name__", type(value).__name__)}}


def resolve(tag, body):
    if tag != "ref":
        raise NotPlain("unknown tag %r" % tag)
    return OBJECTS[body["id"]]


def perform(request):
    operation = request["do"]
    if operation == "import":
        return importlib.import_module(request["name"])
    target = OBJECTS[request["on"]]
    if operation == "get":
        return getattr(target, request["name"])
    if operation == "set":
        return setattr(target, request["name"], decode(request["value"], resolve))
    args = [decode(each, resolve) for each in request.get("args", [])]
    kwargs = {name: decode(each, resolve) for name, each in request.get("kwargs", {}).items()}
    if operation == "call":
        return target(*args, **kwargs)
    if operation == "special":
        return SPECIAL[request["name"]](target, *args)
    raise NotPlain("unknown operation %r" % operation)


SPECIAL = {
    "len": len, "str": str, "repr": repr, "bool": bool, "iter": list, "hash": hash, "int": int, "float": float,
    "getitem": lambda o, k: o[k], "setitem": lambda o, k, v: o.__setitem__(k, v), "delitem": lambda o, k: o.__delitem__(k),
    "contains": lambda o, k: k in o, "eq": lambda o, other: o == other, "lt": lambda o, other: o < other,
    "le": lambda o, other: o <= other, "gt": lambda o, other: o > other, "ge": lambda o, other: o >= other,
    "add": lambda o, other: o + other, "sub": lambda o, other: o - other, "mul": lambda o, other: o * other,
    "truediv": lambda o, other: o / other, "neg": lambda o: -o, "enter": lambda o: o.__enter__(),
    "exit": lambda o: o.__exit__(None, None, None), "next": next,
}


def answer(request):
    try:
        return {"ok": encode(perform(request), describe)}
    except SystemExit as error:
        return {"error": {"name": "SystemExit", "bases": ["SystemExit"], "message": "the submission called exit(%s)" % error.code}}
    except BaseException as error:
        bases = [base.__name__ for base in type(error).__mro__ if getattr(builtins, base.__name__, None) is base]
        try:
            message = str(error)
        except Exception:
            message = ""
        return {"error": {"name": type(error).__name__, "id": keep(type(error)), "bases": bases, "message": message[:2000]}}


def main():
    channel = Channel()
    sys.path.insert(0, "/box")
    while True:
        try:
            request = channel.receive()
        except EOFError:
            return
        channel.send(answer(request))


if __name__ == "__main__":
    main()
