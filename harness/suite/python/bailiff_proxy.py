"""In the tests' jail: a module that stands in for the submission, whose objects stay where they are."""
import builtins
import importlib.abc
import importlib.machinery
import sys
import types

from bailiff_wire import decode, encode

EXCEPTIONS = {}


class SubmissionError(Exception):
    """Raised in the submission, of a class that is not one of Python's own."""


class SubmissionGone(BaseException):
    """The submission's process ended, so that no test can go on."""


def exception_class(name, bases):
    """Python's own class of that name, else one of that name below the nearest own one: the same each time."""
    own = getattr(builtins, name, None)
    if bases and bases[0] == name and isinstance(own, type) and issubclass(own, BaseException):
        return AssertionOfSubmission if own is AssertionError else RuntimeError if own in FATAL else own
    base = next((getattr(builtins, each) for each in bases), Exception)
    if not (isinstance(base, type) and issubclass(base, Exception)) or base is Exception:
        base = SubmissionError
    return EXCEPTIONS.setdefault(name, type(name, (base,), {}))


def make(kind, message):
    try:
        return kind(message)
    except TypeError:  # some of Python's own want more than a message
        return SubmissionError("%s: %s" % (kind.__name__, message))


class AssertionOfSubmission(AssertionError):
    """An assert of the submission's own, not of a test."""


FATAL = (SystemExit, KeyboardInterrupt, GeneratorExit)


class Remote:
    """Asks the submission's jail."""

    def __init__(self, channel):
        self.channel = channel

    def ask(self, **request):
        try:
            self.channel.send(request)
            reply = self.channel.receive()
        except (EOFError, OSError, ValueError) as error:
            raise SubmissionGone("the submission ended: %s" % error) from None
        if "error" in reply:
            error = reply["error"]
            raise make(exception_class(error["name"], error["bases"]), error["message"])
        return decode(reply["ok"], self.stand_in)

    def stand_in(self, tag, body):
        if body["kind"] == "exception":
            return exception_class(body["name"], body["bases"])
        kind = Callable if body["kind"] in ("class", "function") else Object
        return kind(self, body["id"], body["name"])


def reference(value):
    if isinstance(value, Object):
        return {"ref": {"id": object.__getattribute__(value, "_id")}}
    raise TypeError("only plain data can be given to the submission, not %s" % type(value).__name__)


def special(name):
    def method(self, *args):
        sent = [encode(each, reference) for each in args]
        return object.__getattribute__(self, "_remote").ask(do="special", on=object.__getattribute__(self, "_id"), name=name, args=sent)
    return method


class Object:
    """Stands for an object of the submission's. What it answers is plain data, decoded here."""

    def __init__(self, remote, identity, name):
        object.__setattr__(self, "_remote", remote)
        object.__setattr__(self, "_id", identity)
        object.__setattr__(self, "__name__", name)

    def __getattr__(self, name):
        if name.startswith("_pytest") or name in ("__wrapped__", "__class__", "__dict__", "__bases__"):
            raise AttributeError(name)
        return self._remote.ask(do="get", on=self._id, name=name)

    def __setattr__(self, name, value):
        self._remote.ask(do="set", on=self._id, name=name, value=encode(value, reference))

    def __iter__(self):
        return iter(special("iter")(self))

    def __exit__(self, *_error):
        return special("exit")(self)

    def __hash__(self):
        return special("hash")(self)


for _dunder, _name in {"__len__": "len", "__str__": "str", "__repr__": "repr", "__bool__": "bool", "__int__": "int",
                       "__float__": "float", "__getitem__": "getitem", "__setitem__": "setitem", "__delitem__": "delitem",
                       "__contains__": "contains", "__lt__": "lt", "__le__": "le", "__gt__": "gt", "__ge__": "ge",
                       "__add__": "add", "__sub__": "sub", "__mul__": "mul", "__truediv__": "truediv", "__neg__": "neg",
                       "__enter__": "enter", "__next__": "next"}.items():
    setattr(Object, _dunder, special(_name))


def _equal(self, other):
    """Between two objects of the submission its own opinion counts; one of them never equals plain data."""
    if isinstance(other, Object):
        return special("eq")(self, other) is True
    return False


Object.__eq__ = _equal


class Callable(Object):
    def __call__(self, *args, **kwargs):
        sent = [encode(each, reference) for each in args]
        named = {name: encode(each, reference) for name, each in kwargs.items()}
        return self._remote.ask(do="call", on=self._id, args=sent, kwargs=named)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the submission's module, and nothing else."""

    def __init__(self, remote, entry):
        self.remote, self.entry = remote, entry

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name == self.entry else None

    def create_module(self, spec):
        source = self.remote.ask(do="import", name=spec.name)
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: _attribute(source, name)
        return module

    def exec_module(self, module):
        pass


def _attribute(source, name):
    if name in ("__path__", "__file__", "__all__", "__wrapped__"):
        raise AttributeError(name)
    return getattr(source, name)


def install(channel, entry):
    sys.meta_path.insert(0, Finder(Remote(channel), entry))
