import { readEnv } from '../../lib/env.js';
import { type HostReport, messageOf } from '../../lib/index.js';
import { apartContenders } from './apart.js';
import { goJudge } from './go-judge.js';
import { isolate } from './isolate.js';
import type { Contender } from './peer.js';
import { NO_OP } from './program.js';
import { commandContender, spawnContender } from './spawned.js';
import { bubblewrap, coldNsjail, type Found, unshare } from './wrappers.js';

/** Runners besides those that are looked for. */
export interface GivenPeers {
  /** URL of a running go-judge. */
  readonly goJudge?: string;
  /** By name, a command that runs the program which is named behind it. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  /** A user as whom bailiff takes part as well. */
  readonly as?: string;
}

/** Who takes part besides bailiff, plain spawn first; and who does not, and why. */
export interface FoundPeers {
  readonly contenders: readonly Contender[];
  readonly skipped: Readonly<Record<string, string>>;
}

/**
 * Looks for the other runners of this machine, and lets each run the no-op once. One that fails is skipped in sight.
 *
 * @throws what a runner that was asked for by name fails with: nobody wants to find out a minute later.
 */
export async function findPeers(facts: HostReport['facts'], given: GivenPeers): Promise<FoundPeers> {
  const { path } = readEnv();
  const contenders: Contender[] = [spawnContender];
  const skipped: Record<string, string> = {};
  const looked: Found[] = [coldNsjail(facts), bubblewrap(path), unshare(path), ...isolate(path)];
  for (const found of looked) {
    if ('missing' in found) skipped[found.name] = found.missing;
    else
      await tried(found.contender).then(
        (contender) => contenders.push(contender),
        (error: unknown) => (skipped[found.contender.name] = messageOf(error)),
      );
  }
  if (given.goJudge === undefined) skipped['go-judge'] = 'no --go-judge URL was given';
  else contenders.push(await tried(goJudge(given.goJudge)));
  for (const [name, command] of Object.entries(given.commands))
    contenders.push(await tried(commandContender(name, command)));
  if (given.as !== undefined) contenders.push(...(await triedApart(given.as)));
  return { contenders, skipped };
}

/** They have processes of their own, which must end when one cannot take part. */
async function triedApart(user: string): Promise<Contender[]> {
  const both = await apartContenders(user);
  try {
    return [await tried(both[0]!), await tried(both[1]!)];
  } catch (error) {
    for (const contender of both) await contender.close?.();
    throw error;
  }
}

async function tried(contender: Contender): Promise<Contender> {
  await contender.open(NO_OP).run();
  return contender;
}
