/* Tries: to start processes from Node until the machine starves.
 * Must: be refused, and leave none.
 * Covers: D1
 * Needs: cgroup
 * Limits: processes=40 cpuMs=1500 wallMs=4000
 * Expect: exited/0 or limit-exceeded/cpu or limit-exceeded/wall */
require('./guard.js');
const { spawn } = require('node:child_process');

let refused = 0;
for (let i = 0; i < 100; i++) {
  try {
    spawn('/bin/sleep', ['15'], { detached: true, stdio: 'ignore' }).on('error', () => refused++).unref();
  } catch {
    refused++;
  }
}
setTimeout(() => process.exit(refused > 0 ? 0 : 1), 200);
