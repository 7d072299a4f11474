import { execa } from 'execa';

/** Makes another Debian system in a folder, in namespaces of its own: whatever it mounts or starts is gone when it ends. */
export async function debootstrap(suite: string, packages: readonly string[], folder: string): Promise<void> {
  const namespaces = ['--mount', '--propagation', 'private', '--pid', '--fork', '--mount-proc'];
  const argv = [
    'debootstrap',
    '--variant=minbase',
    `--include=${packages.join(',')}`,
    suite,
    folder,
    await mirror(),
  ];
  await execa('nice', ['-n', '10', 'unshare', ...namespaces, ...argv], {
    stdout: 'inherit',
    stderr: 'inherit',
  });
}

/** Where this machine's own packages come from. */
async function mirror(): Promise<string> {
  const targets = ['indextargets', '--format', '$(REPO_URI)', 'Origin: Debian', 'Label: Debian'];
  const { stdout } = await execa('apt-get', targets);
  const first = stdout.split('\n')[0];
  if (!first)
    throw new Error('apt-get knows no mirror of Debian: run this on a Debian machine, after apt-get update');
  return first;
}
