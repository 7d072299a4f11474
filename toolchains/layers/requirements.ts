import { ToolchainInstallError } from '../install-error.js';

const INDEX_OPTION = /^(?:-i|--index-url|--extra-index-url|--require-hashes|--only-binary)(?:[\s=]|$)/;
const NAMED = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*([^@/:]*)$/;

/**
 * Checks a requirements.txt and names what it asks for. pip executes code of a package only when it builds it, so
 * only wheels by name are taken: no folders, addresses or version control, and no option that lets pip build.
 *
 * @throws ToolchainInstallError naming the line
 */
export function readRequirements(text: string): string[] {
  const lines = text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  const names = lines.filter((line) => !INDEX_OPTION.test(line)).map(nameOf);
  if (names.length > 0) return names;
  throw new ToolchainInstallError('Cannot make a layer of an empty requirements.txt', 'name a package in it');
}

function nameOf(line: string): string {
  const [wanted = ''] = line.split(/\s--hash[=\s]/);
  const [requirement = ''] = wanted.split(';'); // behind it: for which machines
  const name = /\s-/.test(wanted) ? undefined : NAMED.exec(requirement.trim())?.[1]; // an option of its own
  if (name !== undefined) return name;
  throw new ToolchainInstallError(
    `Cannot make a layer of "${line}": only names of packages with versions and hashes are taken, for pip would run the code of anything else`,
    'name a package that has a wheel, or put a wheel into an index of your own',
  );
}
