import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { losePatience } from '../../../../lib/jail/patience.js';

/** As a caller that computes, or a machine that stands still. */
function block(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

describe('losePatience()', () => {
  test('acts when the time is over', async () => {
    let acted = 0;
    losePatience(20, () => acted++);
    await sleep(10);
    expect(acted).toBe(0);
    await expect.poll(() => acted, { timeout: 5_000 }).toBe(1);
    await sleep(60);
    expect(acted).toBe(1);
  });

  test('does nothing once it is stopped', async () => {
    let acted = 0;
    losePatience(20, () => acted++).stop();
    await sleep(60);
    expect(acted).toBe(0);
  });

  test('begins anew when Node was away meanwhile: what came is told first', async () => {
    let acted = 0;
    const patience = losePatience(300, () => acted++);
    block(1_500);
    await sleep(20);
    expect(acted).toBe(0);
    await expect.poll(() => acted, { timeout: 10_000 }).toBe(1);
    patience.stop();
  });
});
