import { readFileSync } from 'node:fs';

type Pair = readonly [bigint, bigint];

function parsePair(line: string): Pair {
  const [a, b] = line.split(' ');
  return [BigInt(a as string), BigInt(b as string)];
}

const lines: string[] = readFileSync(0, 'utf8').split('\n');
const pairs: Pair[] = lines.slice(1, 1 + Number(lines[0])).map(parsePair);
process.stdout.write(pairs.map(([a, b]) => `${a + b}\n`).join(''));
