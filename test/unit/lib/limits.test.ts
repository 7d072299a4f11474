import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BailiffError } from '../../../lib/errors.js';
import {
  CEILINGS,
  COMPILE_LIMITS,
  type Limits,
  LimitsInput,
  RUN_LIMITS,
  resolveLimits,
} from '../../../lib/limits.js';

const MiB = 2 ** 20;
const NAMES = Object.keys(RUN_LIMITS) as (keyof Limits)[];
const TIMES = ['cpuMs', 'wallMs'] as const;
const SIZES = ['memoryBytes', 'stdoutBytes', 'stderrBytes', 'fileBytes', 'boxBytes', 'stackBytes'] as const;
const COUNTS = ['boxInodes', 'processes', 'openFiles'] as const;

const resolve = (asked: LimitsInput, ceilings = CEILINGS) =>
  resolveLimits(LimitsInput.parse(asked), RUN_LIMITS, ceilings);

describe('LimitsInput', () => {
  test('knows each limit and nothing else', () => {
    expect(Object.keys(LimitsInput.shape).sort()).toEqual([...NAMES].sort());
    expect(LimitsInput.safeParse({ memory: 1 }).success).toBe(false);
  });

  test.each(NAMES)('%s is optional, and takes a whole number above zero', (name) => {
    expect(LimitsInput.parse({ [name]: undefined })[name]).toBeUndefined();
    expect(LimitsInput.parse({ [name]: 1 })[name]).toBe(1);
    for (const value of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, null, true, {}, 1n]) {
      expect(LimitsInput.safeParse({ [name]: value }).success, String(value)).toBe(false);
    }
  });

  test.each(TIMES)('%s reads times with their units', (name) => {
    expect(LimitsInput.parse({ [name]: '1.5s' })[name]).toBe(1_500);
    for (const text of ['', '0s', '2h', '64MiB', '-1s', '9'.repeat(400)]) {
      expect(LimitsInput.safeParse({ [name]: text }).success, text).toBe(false);
    }
  });

  test.each(SIZES)('%s reads sizes with their units', (name) => {
    expect(LimitsInput.parse({ [name]: '64MiB' })[name]).toBe(64 * MiB);
    for (const text of ['', '0', '2s', '1TiB', '-1kb', '9'.repeat(400)]) {
      expect(LimitsInput.safeParse({ [name]: text }).success, text).toBe(false);
    }
  });

  test.each(COUNTS)('%s takes no text', (name) => {
    expect(LimitsInput.safeParse({ [name]: '10' }).success).toBe(false);
  });

  test('quotes the text that it cannot read, and says what it wants', () => {
    const { error } = LimitsInput.safeParse({ cpuMs: 'soon' });
    expect(JSON.stringify(error?.issues)).toMatch(/must be a time such as .*, not .*soon/);
  });
});

describe('resolveLimits()', () => {
  test('gives the defaults when nothing is asked for', () => {
    expect(resolve({})).toEqual(RUN_LIMITS);
    expect(resolveLimits({}, COMPILE_LIMITS, CEILINGS)).toEqual(COMPILE_LIMITS);
  });

  test.each(NAMES)('takes %s as asked', (name) => {
    const value = Math.round(CEILINGS[name] / 2);
    expect(resolve({ [name]: value })[name]).toBe(value);
  });

  test('gives three times cpuMs as wallMs unless asked', () => {
    expect(resolve({ cpuMs: 2_000 }).wallMs).toBe(6_000);
    expect(resolve({ cpuMs: 2_000, wallMs: 2_500 }).wallMs).toBe(2_500);
    expect(resolve({ cpuMs: CEILINGS.cpuMs }).wallMs).toBe(CEILINGS.wallMs);
  });

  test('lets stackBytes follow memoryBytes unless asked', () => {
    expect(resolve({ memoryBytes: '64MiB' }).stackBytes).toBe(64 * MiB);
    expect(resolve({ memoryBytes: '64MiB', stackBytes: '8MiB' }).stackBytes).toBe(8 * MiB);
  });

  test.each(NAMES)('refuses %s above its ceiling, by name', (name) => {
    const asked = () => resolve({ [name]: CEILINGS[name] + 1 });
    expect(asked).toThrow(BailiffError);
    expect(asked).toThrow(expect.objectContaining({ code: 'INVALID_LIMITS', blame: 'caller' }));
    expect(asked).toThrow(`Cannot limit ${name} to ${CEILINGS[name] + 1}`);
  });

  test('refuses what no program could start with', () => {
    expect(() => resolve({ memoryBytes: MiB - 1 })).toThrow(/memoryBytes .* must be between 1048576 and/);
    expect(() => resolve({ openFiles: 3 })).toThrow('Cannot limit openFiles to 3');
    expect(() => resolve({ stackBytes: 1_024 })).toThrow('Cannot limit stackBytes to 1024');
    expect(resolve({ memoryBytes: MiB }).memoryBytes).toBe(MiB);
  });

  test('heeds the ceilings of the runner', () => {
    const ceilings = { ...CEILINGS, processes: 200 };
    expect(resolve({ processes: 200 }, ceilings).processes).toBe(200);
    expect(() => resolve({ processes: 201 }, ceilings)).toThrow('must be between 1 and 200');
  });

  test('ends either with every limit between 1 and its ceiling, or with INVALID_LIMITS', () => {
    const value = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 21 }),
      fc.maxSafeNat().map((n) => n + 1),
    );
    const asked = fc.record(Object.fromEntries(NAMES.map((name) => [name, value])), { requiredKeys: [] });
    fc.assert(fc.property(asked, (limits) => checkOutcome(limits)));
  });
});

describe('the default limits', () => {
  test.each(NAMES)('%s of run and compile are whole numbers between 1 and the ceiling', (name) => {
    for (const limits of [RUN_LIMITS, COMPILE_LIMITS]) {
      expect(Number.isSafeInteger(limits[name])).toBe(true);
      expect(limits[name]).toBeGreaterThan(0);
      expect(limits[name]).toBeLessThanOrEqual(CEILINGS[name]);
    }
  });
});

function checkOutcome(asked: Partial<Limits>): void {
  try {
    const limits = resolveLimits(asked, RUN_LIMITS, CEILINGS);
    expect(limits).toMatchObject(asked);
    expect(Object.keys(limits).sort()).toEqual([...NAMES].sort());
    for (const name of NAMES) expect(limits[name]).toBeLessThanOrEqual(CEILINGS[name]);
  } catch (error) {
    if (!(error instanceof BailiffError)) throw error;
    expect(error.code).toBe('INVALID_LIMITS');
    expect(NAMES.some((name) => (asked[name] ?? 0) > CEILINGS[name] || tooSmall(name, asked[name]))).toBe(
      true,
    );
  }
}

function tooSmall(name: keyof Limits, value: number | undefined): boolean {
  const floors: Partial<Limits> = {
    memoryBytes: MiB,
    boxBytes: 4_096,
    boxInodes: 8,
    openFiles: 4,
    stackBytes: 64 * 1_024,
  };
  return value !== undefined && value < (floors[name] ?? 1);
}
