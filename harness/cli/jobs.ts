import { z } from 'zod';

const MOST = 256;
const error = `must be a whole number from 1 to ${MOST}`;

/** `--jobs`: how many programs run at the same time. */
export const jobs = z.coerce
  .number({ error })
  .int({ error })
  .min(1, { error })
  .max(MOST, { error })
  .optional();
