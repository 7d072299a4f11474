import { describe, expect, test } from 'vitest';
import { faultOf, invalidSubmission } from '../../../harness/submission/refusal.js';

const cause = (code: string) => Object.assign(new Error(code), { code });

describe('a submission that cannot be read', () => {
  test('for want of descriptors is the host’s fault, and no fault of its own', () => {
    const error = invalidSubmission('ada.py', 'EMFILE', cause('EMFILE'));
    expect(error).toMatchObject({ code: 'STORAGE_FAILED', blame: 'host' });
    expect(faultOf('ada.py', error)).toBeUndefined();
  });

  test('for its own modes is at fault itself', () => {
    const error = invalidSubmission('ada.py', 'EACCES', cause('EACCES'));
    expect(error).toMatchObject({ code: 'INVALID_SUBMISSION', blame: 'caller' });
    expect(faultOf('ada.py', error)).toBe('EACCES');
  });
});
