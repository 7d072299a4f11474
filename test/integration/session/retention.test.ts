import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../lib/index.js';
import { openStore, type SnapshotStore } from '../../../lib/session/store/store.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

let place: SessionHome;
let store: SnapshotStore;
beforeAll(async () => {
  place = await openSessionHome();
  store = await openStore(`${place.home}/sessions/.snapshots`);
});
afterAll(() => place[Symbol.asyncDispose]());

const idsOf = async (label: string) =>
  (await store.list()).filter((each) => each.label === label).map(({ id }) => id);

async function changedSnapshot(session: Session, content: string): Promise<string> {
  await session.fs.writeFile('file', content);
  return (await session.snapshot()).id;
}

describe('snapshots of a session', () => {
  test('are kept by the number that it asks for, the newest of them, and not those of others', async () => {
    const other = await place.open({ id: 'other' });
    const others = await changedSnapshot(other, 'other');
    const session = await place.open({ id: 'two', retention: { count: 2 } });
    const taken = [];
    for (const content of ['1', '2', '3', '4']) taken.push(await changedSnapshot(session, content));
    expect(await idsOf('two')).toEqual(taken.slice(2).reverse());
    expect(await idsOf('other')).toEqual([others]);
    await session.close();
    const again = await place.open({ id: 'two', retention: { count: 1 } });
    const last = await changedSnapshot(again, '5');
    expect(await idsOf('two')).toEqual([last]);
    for (const each of [again, other]) await each.remove();
  });

  test('are kept for as long as it asks for, the newest for good', async () => {
    const session = await place.open({ id: 'brief', retention: { maxAgeMs: 1 } });
    await changedSnapshot(session, '1');
    const last = await changedSnapshot(session, '2');
    expect(await idsOf('brief')).toEqual([last]);
    await session.remove();
  });

  test('stay while another session began with them', async () => {
    const session = await place.open({ id: 'origin', retention: { count: 1 } });
    const from = await changedSnapshot(session, '1');
    const begun = await place.open({ from });
    const last = await changedSnapshot(session, '2');
    expect((await idsOf('origin')).sort()).toEqual([from, last].sort());
    await begun.remove();
    const newest = await changedSnapshot(session, '3');
    expect(await idsOf('origin')).toEqual([newest]);
    await session.remove();
  });

  test.each([{ count: 0 }, { count: 1.5 }, { maxAgeMs: -1 }, { count: 1, more: 1 }])(
    'cannot be kept as %j',
    async (retention) => {
      await expect(place.open({ retention })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
    },
  );
});
