import { styleText } from 'node:util';
import type { Verdict } from '../verdict.js';

type Format = Parameters<typeof styleText>[0];

/** Paints a text for where it will be shown. */
export type Paint = (format: Format, text: string) => string;

/** Colours for a terminal, none elsewhere; NO_COLOR and its like are heeded. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (format, text) => styleText(format, text, { stream });
}

/** The colour of a verdict. */
export function verdictFormat(verdict: Verdict): Format {
  switch (verdict) {
    case 'AC':
      return 'green';
    case 'PAC':
      return 'greenBright';
    case 'WA':
    case 'RTE':
      return 'red';
    case 'TLE':
    case 'MLE':
    case 'OLE':
      return 'yellow';
    case 'CE':
      return 'magenta';
    case 'JE':
      return ['bold', 'red'];
    case 'SK':
      return 'dim';
    default:
      return verdict satisfies never;
  }
}
