import { readFileSync } from 'node:fs';

interface Archipelago {
  readonly parent: Int32Array;
  readonly size: Int32Array;
  readonly total: Float64Array;
}

function found(grain: readonly number[]): Archipelago {
  const parent = Int32Array.from(grain, (_, island) => island);
  const size = new Int32Array(grain.length).fill(1);
  return { parent, size, total: Float64Array.from(grain) };
}

function root({ parent }: Archipelago, island: number): number {
  let u = island;
  while (parent[u] !== u) {
    parent[u] = parent[parent[u]!]!;
    u = parent[u]!;
  }
  return u;
}

function openLine(archipelago: Archipelago, u: number, v: number): void {
  const { parent, size, total } = archipelago;
  const a = root(archipelago, u);
  const b = root(archipelago, v);
  if (a === b) return;
  const [large, small] = size[a]! < size[b]! ? [b, a] : [a, b];
  parent[small] = large;
  size[large]! += size[small]!;
  total[large]! += total[small]!;
}

const [, grain, ...events] = readFileSync(0, 'utf8').trimEnd().split('\n');
const archipelago: Archipelago = found([0, ...grain!.split(' ').map(Number)]);
const out: number[] = [];
for (const event of events) {
  const [kind, u, v] = event.split(' ').map(Number) as [number, number, number];
  if (kind === 1) openLine(archipelago, u, v);
  else out.push(archipelago.total[root(archipelago, u)]!);
}
console.log(out.join('\n'));
