import { type Package, readText } from '../package.js';

const FILE = 'domjudge-problem.ini';
const MAX_BYTES = 16 * 1024;
const LINE = /^[ \t]*([\w-]+)[ \t]*=[ \t]*(["']?)([^"'\r\n;#]*)\2/;

/** Keys that name programs of the DOMjudge that the package was made for. */
const FOREIGN = ['special_run', 'special_compare'];

/** The keys of `domjudge-problem.ini`; none when there is no such file. Its `timelimit` is read with the others. */
export async function readIni(from: Package): Promise<ReadonlyMap<string, string>> {
  const lines = ((await readText(from, FILE, MAX_BYTES)) ?? '').split('\n');
  const values = new Map(
    lines.flatMap((line) => {
      const [, key, , value] = LINE.exec(line) ?? [];
      return key !== undefined && value !== undefined ? [[key, value.trim()] as const] : [];
    }),
  );
  for (const key of FOREIGN) {
    if (values.has(key))
      from.warnings.push(`"${FILE}": "${key}" has no effect: put the program into the package`);
  }
  return values;
}
