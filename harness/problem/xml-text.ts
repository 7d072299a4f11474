import { XmlRefused } from './xml-refused.js';

const DECLARED = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*(["'])([A-Za-z][\w.-]{0,39})\1/;
const HEAD_BYTES = 256;

/**
 * The text of an XML file, in the encoding that it declares; UTF-8 when it declares none. Line ends become `\n`, as
 * XML has it.
 *
 * @throws XmlRefused for an encoding that is not known, and for bytes that are not of it.
 */
export function decodeBytes(bytes: Buffer): string {
  const encoding = DECLARED.exec(bytes.toString('latin1', 0, HEAD_BYTES))?.[2] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new XmlRefused(`is in the unknown encoding "${encoding}": save it as UTF-8`, 1);
    throw new XmlRefused(`is not ${encoding}`, 1);
  }
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
const REFERENCE = /&(#\d{1,8}|#x[0-9a-fA-F]{1,8}|[A-Za-z_][\w.-]*);/g;

/**
 * Puts in what references stand for: the five predefined entities, and characters by number.
 *
 * @throws XmlRefused for any other entity, and for a number that is no character.
 */
export function decodeEntities(text: string, line: number): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, name: string) => {
    const decoded = name.startsWith('#') ? characterOf(name.slice(1)) : PREDEFINED.get(name);
    if (decoded === undefined) throw new XmlRefused(`has the unknown entity "${whole.slice(0, 40)}"`, line);
    return decoded;
  });
}

/** Char of XML 1.0: no control characters but tab and line ends, no surrogates. */
function characterOf(number: string): string | undefined {
  const code = number.startsWith('x') ? Number.parseInt(number.slice(1), 16) : Number(number);
  const isCharacter =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
