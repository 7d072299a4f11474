import { join, resolve } from 'node:path';
import { type DelegationOptions, delegate, undelegate } from '../../lib/jail/delegation/delegate.js';
import { type DelegationPlaces, machinePlaces } from '../../lib/jail/delegation/places.js';
import { bootScriptPath } from '../../lib/jail/delegation/plan.js';
import type { DelegationReport } from '../../lib/jail/delegation/step.js';
import { type DelegatedUser, findDelegated, findUser } from '../../lib/jail/delegation/user.js';
import type { Io } from './command.js';
import { oneLine, paint, say } from './terminal.js';

export interface DelegationArgs {
  readonly delegate?: string;
  readonly undelegate?: string;
  readonly dryRun: boolean;
  readonly home?: string;
}

/** `bailiff setup --delegate` and `--undelegate`: tells each thing that is given or taken back, and nothing else is. */
export async function runDelegation(args: DelegationArgs, io: Io): Promise<void> {
  const places = machinePlaces();
  const user =
    args.delegate === undefined
      ? await findDelegated(args.undelegate!, places.grants)
      : await findUser(args.delegate);
  const options: DelegationOptions = {
    user,
    places,
    home: args.home ? resolve(args.home) : join(user.home, '.cache', 'bailiff'),
    dryRun: args.dryRun,
    onReport: (report) => say(io.stdout, lineOf(report, io.stdout)),
    signal: io.signal,
  };
  if (args.delegate === undefined) return undelegate(options);
  await delegate(options);
  if (!args.dryRun) for (const line of nextLines(user, places)) say(io.stdout, line);
}

function lineOf({ title, detail, state }: DelegationReport, stream: NodeJS.WriteStream): string {
  const word = state.padEnd(12);
  return `${state.startsWith('would') ? word : paint(stream, 'green', word)}  ${oneLine(title)}: ${oneLine(detail)}`;
}

/** What is left to the administrator: to start Node where its cgroups are, and what this machine does not do at boot. */
function nextLines(user: DelegatedUser, places: DelegationPlaces): string[] {
  const { name } = user;
  const script = `sh ${bootScriptPath(places, user)}`;
  const check = `Ready. As ${name}: bailiff setup; bailiff doctor`;
  if (!places.cgroups) return ['No cgroups can be written here: limits stay polled', check];
  if (places.cgroups.version === 1)
    return places.hooked ? [check] : [`At every boot run, as root: ${script}`, check];
  if (!places.systemd) return [`Start Node, as root, by: ${script} node …`, check];
  return [
    `Start Node as a service with User=${name} and Delegate=yes, or, from ${name}'s next login on,`,
    'by: systemd-run --user --scope -p Delegate=yes node …',
    check,
  ];
}
