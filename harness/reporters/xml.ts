import { printable, printableLines } from '../printable.js';

/** An attribute's or an element's value. Absent ones are left out. */
export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** ` name="value"` for each attribute. Values are made one line without control characters. */
export function attributes(values: XmlAttributes): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(printable(String(value)))}"`)
    .join('');
}

/** Text between tags: line breaks and tabs stay. */
export function text(value: string): string {
  return escaped(printableLines(value));
}

function escaped(value: string): string {
  return value.replace(NONCHARACTERS, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The rest of what XML 1.0 forbids (section 2.2, Char); control characters and surrogates are escaped by then. */
const NONCHARACTERS = /[\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
