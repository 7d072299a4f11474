import { createHash } from 'node:crypto';

/** An ID of the CLICS contest API: `[A-Za-z0-9_.-]{1,36}`, not beginning with `-` or `.`, not ending with `.`. */
const ID = /^(?![-.])[A-Za-z0-9_.-]{1,36}(?<!\.)$/;
const HASH_CHARS = 10;
/** Of a judgement, so that with `-` and an ordinal of six digits a run's has room. */
const JUDGEMENT_CHARS = 29;

/** A name as an ID: itself where it is one; else what can be kept of it, and a hash that keeps names apart. */
export function clicsId(name: string, maxChars = 36): string {
  return ID.test(name) && name.length <= maxChars ? name : hashedId(name, name, maxChars);
}

/** One for each submission to each problem. */
export function judgementId(problem: string, submission: string): string {
  return hashedId(submission, `${problem}\0${submission}`, JUDGEMENT_CHARS);
}

/** @param ordinal From 1. */
export function runId(judgement: string, ordinal: number): string {
  return `${judgement}-${ordinal}`;
}

function hashedId(name: string, whole: string, maxChars: number): string {
  const kept = name
    .replaceAll(/[^A-Za-z0-9_.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, maxChars - HASH_CHARS - 1);
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, HASH_CHARS);
  return kept === '' ? hash : `${kept}-${hash}`;
}
