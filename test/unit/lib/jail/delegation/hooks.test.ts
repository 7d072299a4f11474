import { describe, expect, test } from 'vitest';
import { appArmorStep } from '../../../../../lib/jail/delegation/app-armor.js';
import { bootHook, delegateStep } from '../../../../../lib/jail/delegation/boot-hook.js';
import type { DelegationPlaces } from '../../../../../lib/jail/delegation/places.js';
import { planDelegation, planReturn } from '../../../../../lib/jail/delegation/plan.js';
import { defaultUids } from '../../../../../lib/jail/standing.js';

const ANN = { name: 'ann', uid: 1_000, gid: 1_000, home: '/home/ann' };
const V1 = {
  version: 1,
  mounts: { memory: '/no/memory', pids: '/no/pids', cpuacct: '/no/cpuacct' },
} as const;
const PLACES: DelegationPlaces = {
  etc: '/no/etc',
  grants: '/no/etc/bailiff/delegations',
  state: '/no/lib',
  cgroups: V1,
  systemd: false,
  hooked: true,
  appArmor: false,
};
const titles = (places: DelegationPlaces) =>
  planDelegation(ANN, places, '/home/ann/b').map(({ title }) => title);

describe('what is planned', () => {
  test('for v1 without systemd: a script, its folders, and cron', () => {
    expect(titles(PLACES)).toEqual([
      '/no/etc/subuid, /no/etc/subgid',
      '/no/lib/1000',
      '/no/etc/bailiff/delegations/1000.sh',
      '/no/memory/bailiff-1000',
      '/no/etc/cron.d/bailiff-1000',
      '/no/etc/bailiff/delegations/1000.json',
    ]);
  });

  test('for v1 with systemd: a unit in the place of cron', () => {
    expect(titles({ ...PLACES, systemd: true })).toContain(
      '/no/etc/systemd/system/bailiff-delegation-1000.service',
    );
  });

  test('for v2 with systemd: a setting of the user’s manager, and no script', () => {
    const places = { ...PLACES, systemd: true, cgroups: { version: 2, mount: '/no/cgroup' } } as const;
    expect(titles(places)).toEqual([
      '/no/etc/subuid, /no/etc/subgid',
      '/no/lib/1000',
      '/no/etc/systemd/system/user@1000.service.d/bailiff.conf',
      '/no/etc/bailiff/delegations/1000.json',
    ]);
  });

  test('where AppArmor is in the way: a profile; where nothing starts scripts: no hook', () => {
    expect(titles({ ...PLACES, appArmor: true })).toContain('/no/etc/apparmor.d/bailiff-1000');
    expect(titles({ ...PLACES, hooked: false })).not.toContain('/no/etc/cron.d/bailiff-1000');
    expect(bootHook(ANN, { ...PLACES, hooked: false }, '/x')).toBeUndefined();
  });

  test('to be taken back is the same, the last first', () => {
    const back = planReturn(ANN, PLACES, '/home/ann/b').map(({ title }) => title);
    expect(back).toEqual(titles(PLACES).reverse());
  });

  test('is all to be made where nothing is', () => {
    const places = { ...PLACES, systemd: true, appArmor: true };
    expect(new Set(planDelegation(ANN, places, '/b').map((step) => step.state()))).toEqual(
      new Set(['absent']),
    );
    expect(delegateStep(ANN, places).state()).toBe('absent');
  });
});

describe('appArmorStep()', () => {
  test.each(['/home/a*', '/home/"x', '/home/{a,b}', '/home/@{HOME}', '/home/a\nuserns,', '/home/a^b'])(
    'refuses a path that means something else in a profile: %j',
    (home) => {
      expect(() => appArmorStep(ANN, '/no/etc', home)).toThrow(/Cannot name/);
    },
  );
});

describe('defaultUids()', () => {
  test.each([
    ['0 0 4294967295\n', 200_000],
    ['0 60000000 65536\n', 49_152],
    ['0 1000 1\n1 100000 65536\n', 49_152],
    ['0 1000 1\n', 200_000],
  ])('are the usual ones, or the end of what a container has: %j', (map, start) => {
    expect(defaultUids(map)).toEqual({ start, count: 8_192 });
  });
});
