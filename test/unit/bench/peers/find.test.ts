import { afterEach, describe, expect, it } from 'vitest';
import { findPeers } from '../../../../bench/peers/find.js';
import { coldNsjail } from '../../../../bench/peers/wrappers.js';

const FACTS = { nsjail: undefined, root: true } as Parameters<typeof findPeers>[0];
const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});

describe('findPeers()', () => {
  it('names who is not there, and why', async () => {
    process.env.PATH = '/nowhere';
    const { contenders, skipped } = await findPeers(FACTS, { commands: {} });
    expect(contenders.map(({ name }) => name)).toEqual(['spawn']);
    expect(skipped).toEqual({
      'nsjail -Mo': 'nsjail was not found; run: bailiff setup',
      bwrap: '"bwrap" is not on PATH',
      unshare: '"unshare" is not on PATH',
      isolate: '"isolate" is not on PATH',
      'go-judge': 'no --go-judge URL was given',
    });
  });

  it('takes whatever command is named', async () => {
    process.env.PATH = '/nowhere';
    const { contenders } = await findPeers(FACTS, { commands: { env: ['/usr/bin/env'] } });
    expect(contenders.map(({ name }) => name)).toEqual(['spawn', 'env']);
  });

  it('does not go on without a runner that was asked for', async () => {
    process.env.PATH = '/nowhere';
    const given = { commands: { broken: ['/bin/false'] } };
    await expect(findPeers(FACTS, given)).rejects.toThrow(/Cannot measure broken/);
    const away = { goJudge: 'http://127.0.0.1:9', commands: {} };
    await expect(findPeers(FACTS, away)).rejects.toThrow(/go-judge/);
  });
});

it('coldNsjail() has the ids and namespaces of a jail', () => {
  const nsjail = { path: '/usr/bin/nsjail', version: '3.6', source: 'path' } as const;
  expect(coldNsjail({ nsjail, root: true })).toHaveProperty('contender.name', 'nsjail -Mo');
  expect(coldNsjail({ nsjail: undefined, root: true })).toHaveProperty('missing');
});
