// In the tests' jail: stands in for the submission, whose objects stay where they are.
import { decode, encode, receive, send } from './bailiff_wire.mjs';

const ids = new WeakMap();
const known = new Map();
const OWN = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };

function ask(request) {
  send(request);
  const reply = receive();
  if (reply === undefined) throw new Error('the submission ended');
  if (!reply.error) return reply;
  const error = failure(reply.error);
  if (reply.later) return { later: true, failed: error };
  throw error;
}

function failure({ name, message }) {
  const error = new (OWN[name] ?? Error)(message);
  error.name = name;
  return error;
}

const reference = (value) => {
  if (ids.has(value)) return { ref: { id: ids.get(value) } };
  throw new TypeError('only plain data can be given to the submission');
};
/** What the submission promised is promised here, too; it is there already. */
const value = (reply) => {
  if (reply.failed) return Promise.reject(reply.failed);
  const decoded = decode(reply.ok, (_tag, body) => standIn(body));
  return reply.later ? Promise.resolve(decoded) : decoded;
};

function standIn({ id, kind }) {
  const kept = known.get(id);
  if (kept) return kept;
  const made = new Proxy(kind === 'function' ? class {} : {}, {
    get: (_target, name) =>
      typeof name === 'symbol' || name === 'then' ? undefined : value(ask({ do: 'get', on: id, name })),
    set: (_target, name, given) => {
      ask({ do: 'set', on: id, name: String(name), value: encode(given, reference) });
      return true;
    },
    has: (_target, name) => typeof name === 'string' && ask({ do: 'has', on: id, name }).ok === true,
    apply: (_target, self, args) =>
      value(
        ask({
          do: 'call',
          on: id,
          self: ids.get(Object(self)),
          args: args.map((each) => encode(each, reference)),
        }),
      ),
    construct: (_target, args) =>
      Object(value(ask({ do: 'construct', on: id, args: args.map((each) => encode(each, reference)) }))),
  });
  ids.set(made, id);
  known.set(id, made);
  return made;
}

/** The submission's exports: names, and values that stand in for them. */
export function importSubmission() {
  const reply = ask({ do: 'import' });
  if (reply.failed) throw reply.failed;
  const module = value({ ok: reply.ok });
  return Object.fromEntries(reply.names.map((name) => [name, module[name]]));
}

export const exported = { current: undefined };
