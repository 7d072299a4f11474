import { join } from 'node:path';
import type { IdRange } from '../standing.js';
import { appArmorStep } from './app-armor.js';
import { bootHook, delegateStep } from './boot-hook.js';
import { bootScript, delegatedFolders } from './boot-script.js';
import { type Grant, grantPath } from './grant.js';
import { groupsStep } from './groups-step.js';
import { idsStep, readSubIds } from './ids-step.js';
import { leasesStep } from './leases-step.js';
import type { DelegationPlaces } from './places.js';
import { rootFileStep } from './root-file.js';
import type { DelegationStep } from './step.js';
import { givenRange, pickRange } from './sub-ids.js';
import type { DelegatedUser } from './user.js';

/** All that is given to a user on this machine, in the order in which it is made. @throws BailiffError SETUP_FAILED */
export function planDelegation(
  user: DelegatedUser,
  places: DelegationPlaces,
  home: string,
): DelegationStep[] {
  return stepsFor(user, places, home, pickRange(user, readSubIds(places.etc)));
}

/** All that may have been given to it, the same the other way round, whoever else has its ids by now. */
export function planReturn(user: DelegatedUser, places: DelegationPlaces, home: string): DelegationStep[] {
  const range = givenRange(user, readSubIds(places.etc));
  return stepsFor(user, places, home, range ?? NO_IDS).reverse();
}

const NO_IDS: IdRange = { start: 0, count: 0 };

function stepsFor(
  user: DelegatedUser,
  places: DelegationPlaces,
  home: string,
  range: IdRange,
): DelegationStep[] {
  const leases = join(places.state, String(user.uid));
  return [
    idsStep(user, range, places.etc),
    leasesStep(user, leases),
    ...groupSteps(user, places),
    ...(places.appArmor ? [appArmorStep(user, places.etc, home)] : []),
    grantStep(user, places, range, leases), // last: with it the engine uses the rest
  ];
}

export function bootScriptPath({ grants }: DelegationPlaces, { uid }: Pick<DelegatedUser, 'uid'>): string {
  return join(grants, `${uid}.sh`);
}

/** Where systemd rules v2 it makes the groups; else a script does, here and at every boot. */
function groupSteps(user: DelegatedUser, places: DelegationPlaces): DelegationStep[] {
  const { cgroups, systemd } = places;
  if (!cgroups) return [];
  if (cgroups.version === 2 && systemd) return [delegateStep(user, places)];
  const script = bootScriptPath(places, user);
  return [
    rootFileStep({
      path: script,
      content: bootScript(cgroups, user),
      detail: 'makes the cgroup folders, as root',
    }),
    groupsStep(user, delegatedFolders(cgroups, user.uid), script),
    ...[bootHook(user, places, script)].filter((step) => step !== undefined),
  ];
}

function grantStep(
  user: DelegatedUser,
  places: DelegationPlaces,
  ids: IdRange,
  leases: string,
): DelegationStep {
  const grant: Grant = { user: user.name, uid: user.uid, ids: { ...ids }, leases };
  return rootFileStep({
    path: grantPath(user.uid, places.grants),
    content: `${JSON.stringify(grant, undefined, 2)}\n`,
    detail: 'tells the user’s runners what they have',
  });
}
