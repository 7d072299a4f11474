import { describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';

describe('readEnv()', () => {
  test('reads every variable', () => {
    const env = readEnv({
      BAILIFF_HOME: '/h',
      BAILIFF_NSJAIL: '/n',
      BAILIFF_NATIVE: '/p',
      BAILIFF_REQUIRE: 'core, cgroup,',
      XDG_CACHE_HOME: '/x',
      HOME: '/u',
      PATH: '/a:/b',
    });
    expect(env).toEqual({
      home: '/h',
      nsjail: '/n',
      native: '/p',
      require: ['core', 'cgroup'],
      cacheHome: '/x',
      userHome: '/u',
      path: ['/a', '/b'],
    });
  });

  test('takes empty values and absent ones alike', () => {
    expect(readEnv({ BAILIFF_HOME: '', BAILIFF_NSJAIL: '', HOME: '' })).toEqual(readEnv({}));
    expect(readEnv({})).toMatchObject({ home: undefined, require: [], path: [] });
  });

  test('leaves relative folders out, for they change with the working folder', () => {
    const env = readEnv({ PATH: '.:/bin::bin', XDG_CACHE_HOME: 'cache', HOME: 'me' });
    expect(env).toMatchObject({ path: ['/bin'], cacheHome: undefined, userHome: undefined });
  });
});
