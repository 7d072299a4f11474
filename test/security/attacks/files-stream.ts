/* Tries: to fill the disk by a thousand streams at once.
 * Must: find it full, or no more files to open, and exit as it likes.
 * Covers: F2
 * Limits: boxBytes=2MiB openFiles=64 wallMs=10000
 * Expect: exited/0 */
import './guard.ts';
import { createWriteStream, statfsSync } from 'node:fs';

let refused = 0;
for (let i = 0; i < 200; i++)
  createWriteStream(`/box/${i}`)
    .on('error', () => refused++)
    .end(Buffer.alloc(1 << 16));
process.on('exit', () => {
  const { blocks, bsize } = statfsSync('/box');
  process.exitCode = refused > 0 && blocks * bsize <= 2 << 20 ? 0 : 1;
});
