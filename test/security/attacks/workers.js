/* Tries: to burn more CPU time than it may in worker threads.
 * Must: be charged for all of them.
 * Covers: A2
 * Limits: cpuMs=900 wallMs=8000
 * Expect: limit-exceeded/cpu */
require('./guard.js');
const { Worker } = require('node:worker_threads');

for (let i = 0; i < 2; i++) new Worker('for (;;);', { eval: true });
for (;;);
