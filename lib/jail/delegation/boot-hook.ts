import type { DelegationPlaces } from './places.js';
import { runCommand } from './root-command.js';
import { rootFileStep } from './root-file.js';
import type { DelegationStep } from './step.js';
import type { DelegatedUser } from './user.js';

/** What runs the script at every boot; undefined where nothing here does that. */
export function bootHook(
  user: DelegatedUser,
  places: DelegationPlaces,
  script: string,
): DelegationStep | undefined {
  if (places.systemd) return unitStep(user, places, script);
  if (!places.hooked) return undefined;
  return rootFileStep({
    path: `${places.etc}/cron.d/bailiff-${user.uid}`,
    content: `${madeBy(user)}\n@reboot root /bin/sh ${script}\n`,
    detail: 'makes the cgroup folders again at every boot',
  });
}

function unitStep(user: DelegatedUser, { etc }: DelegationPlaces, script: string): DelegationStep {
  const name = `bailiff-delegation-${user.uid}.service`;
  return rootFileStep({
    path: `${etc}/systemd/system/${name}`,
    content: [
      madeBy(user),
      '[Unit]',
      `Description=Cgroup folders for jails of ${user.name}`,
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      `ExecStart=/bin/sh ${script}`,
      '[Install]',
      'WantedBy=multi-user.target',
      '',
    ].join('\n'),
    detail: 'makes the cgroup folders again at every boot',
    onMade: () => runCommand(['systemctl', 'enable', name]),
    onRemoved: async () => {
      await runCommand(['systemctl', 'disable', name]).catch(() => undefined); // the file it names has gone
      await runCommand(['systemctl', 'daemon-reload']);
    },
  });
}

/** v2 with systemd: all controllers for the user's own manager, which hands them on (`Delegate=` of its units). */
export function delegateStep(user: DelegatedUser, { etc }: DelegationPlaces): DelegationStep {
  const reload = () => runCommand(['systemctl', 'daemon-reload']);
  return rootFileStep({
    path: `${etc}/systemd/system/user@${user.uid}.service.d/bailiff.conf`,
    content: `${madeBy(user)}\n[Service]\nDelegate=cpu cpuset memory pids\n`,
    detail: 'delegates the cgroups of the user’s services, from its next login on',
    onMade: reload,
    onRemoved: reload,
  });
}

/** The first line of what is written for a user. */
export function madeBy({ name }: DelegatedUser): string {
  return `# Made by: bailiff setup --delegate ${name}`;
}
