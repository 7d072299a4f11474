/* Tries: to change what everybody in the process uses, and to say so in JSON that changes its reader too.
 * Must: have changed nobody's but its own; its words are words.
 * Covers: N5 L5
 * Expect: exited/0
 * Collect: __proto__=ok constructor/prototype=ok */
require('./guard.js');
const { mkdirSync, writeFileSync } = require('node:fs');

Object.prototype.polluted = true;
JSON.parse = () => ({ verdict: 'AC' });
process.stdout.write('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}\n');
writeFileSync('__proto__', 'x');
mkdirSync('constructor');
writeFileSync('constructor/prototype', 'x');
