import { lock } from './bailiff_lock.mjs';

const names = Object.getOwnPropertyNames(globalThis).filter((name) =>
  /^([fx]?(it|test|describe)|expect|(before|after)(All|Each))$/.test(name),
);
for (const name of names) {
  const value = globalThis[name]; // in a context of vm it would be lost without being named
  Object.defineProperty(globalThis, name, { value, writable: false, configurable: false });
}
lock(expect, describe, it, globalThis[Symbol.for('$$jest-matchers-object')].matchers);
