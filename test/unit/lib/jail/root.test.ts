import { describe, expect, test } from 'vitest';
import { buildRoot, type RootPlan } from '../../../../lib/jail/root.js';
import { ScriptBuilder } from '../../../../lib/jail/script.js';

const PLAN: RootPlan = {
  base: '/home/cells/7/root',
  roots: [],
  inFolder: '/home/cells/7/in',
  linksFolder: '/dev/shm/links/7',
  native: '/home/native/bailiff-native',
  nsjailFolder: '/home/nsjail',
  nsjailConfig: 'mode: RERUN\n',
  asRoot: true,
};
const ARGUMENTS: Record<string, number> = {
  d: 2,
  w: 2,
  y: 3,
  l: 2,
  t: 2,
  P: 1,
  b: 2,
  r: 1,
  v: 1,
  n: 3,
  c: 1,
  o: 3,
  R: 1,
};

/** The operations of the script that is built, each with its arguments. */
function operations(changes: Partial<RootPlan> = {}): string[][] {
  const script = new ScriptBuilder();
  buildRoot(script, { ...PLAN, ...changes });
  const parts = script.execute(['/end']).toString().split('\0');
  const found: string[][] = [];
  for (let at = 0; parts[at] !== 'x'; at += 1 + ARGUMENTS[parts[at]!]!)
    found.push(parts.slice(at, at + 1 + ARGUMENTS[parts[at]!]!));
  return found;
}

const of = (all: readonly string[][], operation: string) => all.filter(([name]) => name === operation);
const jail = (path: string) => `${PLAN.base}/jail${path}`;

describe('buildRoot()', () => {
  test('copies a hook into a folder of its own, readable and nothing else', () => {
    const to = '/opt/warm/hook.py';
    const all = operations({ hook: { from: '/package/hook.py', to } });
    expect(all).toContainEqual(['y', '/package/hook.py', jail(to), String(0o444)]);
    expect(all).toContainEqual(['d', jail('/opt/warm'), String(0o755)]);
    expect(operations().flat().join()).not.toContain('/opt/warm');
  });

  test('begins with a tmpfs over the base and ends by making it the root', () => {
    const all = operations();
    expect(all[0]?.slice(0, 2)).toEqual(['t', PLAN.base]);
    expect(all.at(-1)).toEqual(['R', PLAN.base]);
    expect(of(all, 'R')).toHaveLength(1);
  });

  test('makes everything below the base, and nothing of the host’s', () => {
    for (const [operation, ...rest] of operations({ roots: [{ from: '/home/u/py', to: '/opt/py' }] })) {
      const target = { d: 0, w: 0, y: 1, l: 1, t: 0, P: 0, b: 1, r: 0, v: 0, n: 0, R: 0 }[operation!]!;
      expect(rest[target]).toSatisfy(
        (path: string) => path === PLAN.base || path.startsWith(`${PLAN.base}/`),
      );
      expect(rest[target]).not.toMatch(/\/\.\.?(\/|$)/);
    }
  });

  test.each([true, false])('makes every bind that jails see read-only, as root: %s', (asRoot) => {
    const all = operations({ asRoot, roots: [{ from: '/a', to: '/opt/a' }] });
    const readOnly = ['r', 'v'].flatMap((operation) => of(all, operation)).map(([, path]) => path!);
    for (const [, from, to] of of(all, 'b')) {
      if (to === `${PLAN.base}/links`) continue; // beside the jails' root: gates make their FIFOs there
      expect(
        readOnly.some((path) => to === path || to!.startsWith(`${path}/`)),
        `${from} at ${to}`,
      ).toBe(true);
    }
  });

  test('restricts a tree only when all of it is there', () => {
    const all = operations();
    const restricted = all.findIndex(([operation, path]) => operation === 'r' && path === jail('/usr'));
    const local = all.findIndex(([operation, , to]) => operation === 'b' && to === jail('/usr/local'));
    expect(local).toBeLessThan(restricted);
  });

  test('shows the system, the tools and the job, and no home, no /root, no /var of the host', () => {
    const binds = of(operations(), 'b').map(([, from]) => from);
    expect(binds).toEqual(expect.arrayContaining(['/usr', PLAN.inFolder, PLAN.nsjailFolder]));
    for (const from of binds)
      expect(from).not.toMatch(/^\/(home\/[^cn]|root|var|srv|mnt|media|boot|etc|proc|sys|run)/);
  });

  test('hides /usr/local, which is the host’s own', () => {
    expect(of(operations(), 'b')).toContainEqual(['b', jail('/empty'), jail('/usr/local')]);
  });

  test('shows each root at its path, parents made once', () => {
    const roots = [
      { from: '/h/py', to: '/opt/python-3' },
      { from: '/h/go', to: '/opt/go/1' },
      { from: '/h/jdk', to: '/etc/java/17' },
      { from: '/h/jdk2', to: '/etc/java/21' },
    ];
    const all = operations({ roots });
    const folders = of(all, 'd').map(([, path]) => path);
    expect(folders).toEqual([...new Set(folders)]);
    for (const { from, to } of roots) {
      expect(all).toContainEqual(['b', from, jail(to)]);
      expect(folders).toContain(jail(to));
    }
  });

  test('has in /etc users of its own and nothing that tells of the host', () => {
    const all = operations();
    const passwd = of(all, 'w').find(([, path]) => path === jail('/etc/passwd'))?.[2];
    expect(passwd).toContain('program:x:1000:1000');
    const copied = of(all, 'y').map(([, from]) => from!);
    for (const secret of ['shadow', 'passwd', 'hostname', 'hosts', 'resolv.conf', 'machine-id', 'ssh']) {
      expect(copied.some((from) => from.startsWith(`/etc/${secret}`))).toBe(false);
    }
  });

  test('makes devices as root, and binds the host’s otherwise', () => {
    const made = of(operations(), 'n').map(([, ...rest]) => rest);
    expect(made).toEqual([
      [jail('/dev/null'), '1', '3'],
      [jail('/dev/zero'), '1', '5'],
      [jail('/dev/full'), '1', '7'],
      [jail('/dev/random'), '1', '8'],
      [jail('/dev/urandom'), '1', '9'],
    ]);
    const rootless = operations({ asRoot: false });
    expect(of(rootless, 'n')).toEqual([]);
    expect(rootless).toContainEqual(['b', '/dev/null', jail('/dev/null')]);
    expect(rootless).toContainEqual(['v', jail('/dev/null')]);
  });
});
