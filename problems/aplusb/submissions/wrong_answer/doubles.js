// Numbers are exact up to 2^53 only.
const { readFileSync } = require('node:fs');

const [n, ...pairs] = readFileSync(0, 'utf8').trim().split('\n');
const sums = pairs.slice(0, Number(n)).map((pair) => {
  const [a, b] = pair.split(' ').map(Number);
  return String(a + b);
});
console.log(sums.join('\n'));
