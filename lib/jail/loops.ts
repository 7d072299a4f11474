import type { CellHost } from './cell-setup.js';
import { startPlaceHelper } from './place-helper.js';

const known = new WeakMap<CellHost, Promise<boolean>>();

/** Whether this machine gives us loop devices: in a container there may be none, and its root cannot make them. */
export function givesLoops(host: CellHost): Promise<boolean> {
  const answer = known.get(host) ?? askFor(host);
  known.set(host, answer);
  return answer;
}

async function askFor(host: CellHost): Promise<boolean> {
  const helper = startPlaceHelper(host, ['loop']);
  try {
    return (await helper.next()).word === 'loop';
  } catch (error) {
    if ((error as { code?: string }).code === 'HOST_UNSUPPORTED') return false;
    throw error;
  } finally {
    helper.end();
  }
}
