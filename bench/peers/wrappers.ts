import type { HostReport } from '../../lib/index.js';
import { findOnPath } from '../../lib/jail/on-path.js';
import type { Contender } from './peer.js';
import { commandContender } from './spawned.js';

/** A command that may not be there: then why not. */
export type Found = { readonly contender: Contender } | { readonly name: string; readonly missing: string };

/** nsjail started anew for each run, with its namespaces, two ids and no loopback, as a jail of bailiff has them. */
export function coldNsjail({ nsjail, root }: Pick<HostReport['facts'], 'nsjail' | 'root'>): Found {
  const name = 'nsjail -Mo';
  if (!nsjail) return { name, missing: 'nsjail was not found; run: bailiff setup' };
  const outside = root ? ':65534' : ''; // "nobody"; rootless, an id of one's own is all there is
  const isolation = ['--chroot', '/', '--user', `1000${outside}`, '--group', `1000${outside}`];
  return {
    contender: commandContender(name, [nsjail.path, '-Mo', '-Q', ...isolation, '--iface_no_lo', '--']),
  };
}

/** The same namespaces, a read-only view of the host, new /dev, /proc and /tmp. No cgroup, no limits. */
export function bubblewrap(path: readonly string[]): Found {
  const view = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'];
  return wrapper('bwrap', path, ['--unshare-all', '--die-with-parent', '--new-session', ...view, '--']);
}

/** The same namespaces and a new /proc, and no view of its own. */
export function unshare(path: readonly string[]): Found {
  const namespaces = ['--user', '--map-root-user', '--pid', '--mount', '--net', '--ipc', '--uts', '--cgroup'];
  return wrapper('unshare', path, [...namespaces, '--fork', '--kill-child', '--mount-proc', '--']);
}

function wrapper(name: string, path: readonly string[], options: readonly string[]): Found {
  const command = findOnPath([name], path);
  return command
    ? { contender: commandContender(name, [command, ...options]) }
    : { name, missing: `"${name}" is not on PATH` };
}
