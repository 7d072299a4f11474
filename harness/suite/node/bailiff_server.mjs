// Main program of the submission's jail: does for the tests' jail what they ask of the submission.
import { decode, encode, receive, send } from './bailiff_wire.mjs';

process.stdout.write = process.stderr.write.bind(process.stderr);
const objects = [];
const ids = new Map();
const entry = process.argv[2];

const describe = (value) => {
  if (!ids.has(value)) ids.set(value, objects.push(value) - 1);
  return { ref: { id: ids.get(value), kind: typeof value } };
};
const resolve = (_tag, body) => objects[body.id];

function perform(request) {
  if (request.do === 'import') return import(`/box/${entry}`);
  const target = objects[request.on];
  const args = () => request.args.map((each) => decode(each, resolve));
  switch (request.do) {
    case 'get':
      return target[request.name];
    case 'set':
      target[request.name] = decode(request.value, resolve);
      return undefined;
    case 'has':
      return request.name in target;
    case 'call':
      return Reflect.apply(target, request.self === undefined ? undefined : objects[request.self], args());
    case 'construct':
      return Reflect.construct(target, args());
    default:
      throw new TypeError(`unknown operation ${request.do}`);
  }
}

async function answer(request) {
  let later = false;
  try {
    const given = perform(request);
    later = given instanceof Promise;
    const value = await given;
    if (request.do === 'import') return { names: Object.keys(value), ok: describe(value) };
    return { later, ok: encode(value, describe) };
  } catch (error) {
    const known = error instanceof Error;
    return {
      later,
      error: {
        name: known ? String(error.name) : 'Error',
        message: (known ? String(error.message) : String(error)).slice(0, 2_000),
      },
    };
  }
}

for (let request = receive(); request !== undefined; request = receive()) send(await answer(request));
process.exit(0);
