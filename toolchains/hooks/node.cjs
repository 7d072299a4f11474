// The hook of a warm Node: holds it before it opens its program, and leaves no trace of itself.
// lib/jail/native/gate-warm.c is the other side.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');

/** What nearly every program makes Node load: two thirds of the time that a hello has left. Only loading, no effects. */
function loadAhead(main) {
  require('node:net'); // what console.log() writes to a pipe with
  if (!process.features.typescript || !/\.[cm]?ts$/.test(main)) return;
  try {
    new Module('')._compile('let x: number;', '/x.ts', 'commonjs-typescript');
  } catch {
    // a Node that does it by another way loads it later
  }
}

function beTold(fd) {
  fs.writeSync(fd, '.');
  const chunk = Buffer.alloc(65_536);
  const chunks = [];
  for (let n = fs.readSync(fd, chunk); n > 0; n = fs.readSync(fd, chunk))
    chunks.push(Buffer.from(chunk.subarray(0, n)));
  fs.writeSync(fd, '.');
  fs.closeSync(fd);
  const [stdin, count, ...rest] = Buffer.concat(chunks).toString('utf8').split('\0').slice(0, -1);
  return { stdin, args: rest.slice(0, Number(count)), variables: rest.slice(Number(count)) };
}

function setEnvironment(variables) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const variable of variables) {
    const end = variable.indexOf('=');
    process.env[variable.slice(0, end)] = variable.slice(end + 1);
  }
}

/** Nobody has asked for process.stdin yet: what it is depends on the descriptor then. */
function setStdin(path) {
  fs.closeSync(0);
  fs.openSync(path); // the lowest number that is free
}

function leave() {
  delete Module._cache[__filename];
  for (const key of Object.keys(Module._pathCache))
    if (key.startsWith(__filename)) delete Module._pathCache[key];
}

function wait(fd) {
  loadAhead(process.argv[1]);
  const { stdin, args, variables } = beTold(fd);
  setEnvironment(variables);
  if (stdin) setStdin(stdin);
  process.argv.push(...args);
}

// Worker threads get here as well, since they take over the options of the process.
if (process.env.BAILIFF_HOOK) wait(Number(process.env.BAILIFF_HOOK));
leave();
