import { describe, expectTypeOf, test } from 'vitest';
import type {
  CompileFailed,
  Exited,
  LimitExceeded,
  RunResult,
  Signaled,
  StepResult,
} from '../../../lib/result.js';

type Shared =
  | 'ok'
  | 'stdout'
  | 'stderr'
  | 'truncated'
  | 'usage'
  | 'limits'
  | 'enforcement'
  | 'files'
  | 'status';

// Types only: these fail in the type check of the tests, which is a part of lint.
describe('RunResult', () => {
  test('is a union on status', () => {
    expectTypeOf<RunResult['status']>().toEqualTypeOf<
      'exited' | 'signaled' | 'limit-exceeded' | 'compile-failed'
    >();
    expectTypeOf<Extract<RunResult, { status: 'compile-failed' }>>().toEqualTypeOf<CompileFailed>();
    expectTypeOf<Exclude<RunResult, CompileFailed>>().toEqualTypeOf<StepResult>();
  });

  test('has one key of its own per status, and no other', () => {
    expectTypeOf<Exclude<keyof Exited, Shared>>().toEqualTypeOf<'exitCode'>();
    expectTypeOf<Exclude<keyof Signaled, Shared>>().toEqualTypeOf<'signal'>();
    expectTypeOf<Exclude<keyof LimitExceeded, Shared>>().toEqualTypeOf<'limit'>();
    expectTypeOf<Exclude<keyof CompileFailed, Shared>>().toEqualTypeOf<'compile'>();
    expectTypeOf<Shared>().toEqualTypeOf<keyof RunResult>();
  });

  test('has bytes in every text when asked for buffers', () => {
    expectTypeOf<RunResult<Buffer>['stdout']>().toEqualTypeOf<Buffer>();
    expectTypeOf<CompileFailed<Buffer>['compile']['stderr']>().toEqualTypeOf<Buffer>();
    expectTypeOf<RunResult['stderr']>().toEqualTypeOf<string>();
  });
});
