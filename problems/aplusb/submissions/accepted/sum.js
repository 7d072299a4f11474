const { readFileSync } = require('node:fs');

const [n, ...pairs] = readFileSync(0, 'utf8').trim().split('\n');
const sums = pairs.slice(0, Number(n)).map((pair) => {
  const [a, b] = pair.split(' ');
  return BigInt(a) + BigInt(b);
});
console.log(sums.join('\n'));
