import { describe, expect, test } from 'vitest';
import {
  type DelegationFacts,
  judgeDelegation,
  judgeGivenIds,
  judgeNoCgroups,
} from '../../../../../lib/jail/host/delegation.js';
import { judgeAppArmor, judgeUserNamespaces } from '../../../../../lib/jail/host/identity.js';

const GRANT = { user: 'ann', uid: 1_000, ids: { start: 1_007_616, count: 8_192 }, leases: '/x' };
const OWN = { owner: 'ann', ...GRANT.ids };
const FACTS: DelegationFacts = {
  user: 'ann',
  uid: 1_000,
  grant: GRANT,
  mappers: true,
  gainsNothing: false,
  lackAdmin: false,
  scripted: true,
  subIds: [OWN, OWN],
  profiled: false,
  systemd: false,
};
const NOTHING = { ...FACTS, grant: undefined };
const V1 = { v1: { memory: '/m', pids: '/p', cpuacct: '/c' } };
const V2 = { v1: {}, v2: '/sys/fs/cgroup' };

describe('doctor tells a user', () => {
  test('that all is there, and what differs from root', () => {
    expect(judgeDelegation(FACTS)).toMatchObject({
      state: 'enforced',
      detail: expect.stringContaining('what escapes a jail has your rights'),
    });
    expect(judgeGivenIds(GRANT, FACTS).state).toBe('enforced');
  });

  test.each<[string, DelegationFacts, object]>([
    ['nothing was given', NOTHING, { state: 'weaker', fix: 'as root: bailiff setup --delegate ann' }],
    [
      'newuidmap is missing',
      { ...FACTS, mappers: false },
      { state: 'weaker', fix: expect.stringContaining('uidmap') },
    ],
    [
      'no rights may be gained',
      { ...FACTS, gainsNothing: true },
      { state: 'weaker', fix: expect.stringContaining('NoNewPrivileges=') },
    ],
    [
      'newuidmap has no rights in a container',
      { ...FACTS, lackAdmin: true },
      { state: 'weaker', fix: expect.stringContaining('setcap cap_setuid=ep newuidmap') },
    ],
    [
      'what was given cannot be trusted',
      { ...NOTHING, broken: 'others may have written it' },
      { state: 'missing', detail: 'others may have written it' },
    ],
  ])('when %s', (_, facts, finding) => {
    expect(judgeDelegation(facts)).toMatchObject(finding);
  });

  test.each<[string, DelegationFacts['subIds'], object]>([
    ['are gone from one file', [OWN], { state: 'missing', fix: 'as root: bailiff setup --delegate ann' }],
    [
      'are a part of a larger range',
      [OWN, { owner: '1000', start: 1, count: 2_000_000 }],
      { state: 'enforced' },
    ],
    [
      'are somebody else’s too',
      [OWN, OWN, { owner: 'mallory', start: 1_015_807, count: 1 }],
      { state: 'weaker', detail: expect.stringContaining('"mallory"') },
    ],
  ])('when its ids %s', (_, subIds, finding) => {
    expect(judgeGivenIds(GRANT, { ...FACTS, subIds })).toMatchObject(finding);
  });

  test.each<[string, typeof V1 | typeof V2, DelegationFacts, string]>([
    ['v1, not given', V1, NOTHING, 'bailiff setup --delegate ann'],
    ['v1, gone with a boot', V1, FACTS, 'sh /etc/bailiff/delegations/1000.sh'],
    ['v2, not given', V2, NOTHING, 'bailiff setup --delegate ann'],
    ['v2 with systemd', V2, { ...FACTS, systemd: true }, 'systemd-run --user --scope -p Delegate=yes'],
    ['v2 without', V2, FACTS, 'sh /etc/bailiff/delegations/1000.sh node'],
    ['a container', V2, { ...NOTHING, uid: 0 }, 'writable-cgroups=true'],
    ['a user in one, v1', V1, { ...FACTS, scripted: false }, 'writable-cgroups=true'],
    ['a user in one, v2', V2, { ...FACTS, scripted: false }, 'writable-cgroups=true'],
  ])('how to come by cgroups: %s', (_, mounts, facts, fix) => {
    expect(judgeNoCgroups(mounts, facts).fix).toContain(fix);
  });

  test('that AppArmor lets the native program do what it keeps from others', () => {
    const trial = { refused: 'Operation not permitted', appArmor: '1\n' };
    expect(judgeAppArmor(trial, false, false).state).toBe('missing');
    expect(judgeAppArmor(trial, false, true).state).toBe('enforced');
    expect(judgeUserNamespaces(trial, false, true).state).toBe('enforced');
    expect(judgeUserNamespaces({ ...trial, appArmor: undefined }, false, true).state).toBe('missing');
  });
});
