import { chai, describe, expect, it } from 'vitest';
import { lock } from './bailiff_lock.mjs';

lock(chai.Assertion.prototype, expect, describe, it);
