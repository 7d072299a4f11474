/* Tries: to take more memory than it may, outside of the heap that Node limits by itself.
 * Must: end with its memory limit.
 * Covers: C1
 * Limits: memoryBytes=128MiB wallMs=15000
 * Expect: limit-exceeded/memory */
require('./guard.js');

const held = [];
for (let mib = 0; mib < 512; mib++) held.push(Buffer.alloc(1 << 20, 1));
process.exit(1);
