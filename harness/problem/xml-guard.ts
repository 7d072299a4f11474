import { XmlRefused } from './xml-refused.js';

/** What an XML file may have, so that reading it takes bounded time and memory. */
export interface XmlCaps {
  readonly bytes: number;
  readonly elements: number;
  /** At most 100, which is the parser's own cap. */
  readonly depth: number;
}

/**
 * Goes once over the marks of an XML file before a parser sees it. Comments, CDATA sections and processing
 * instructions are passed over; every other `<!` (a DOCTYPE, wherever it stands, with entities or without) is refused,
 * and so are more elements and deeper nesting than the caps allow.
 *
 * @throws XmlRefused
 */
export function guardXml(text: string, caps: XmlCaps): void {
  let elements = 0;
  let depth = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const passed = PASSED_OVER.find(({ from }) => text.startsWith(from, at));
    if (passed) {
      at = endOf(text, at, passed.from, passed.to);
    } else if (text.startsWith('<!', at)) {
      refuse(text, at, 'has a declaration "<!…": a DOCTYPE and entities are not read, remove it');
    } else {
      const end = tagEnd(text, at);
      if (text[at + 1] === '/') depth--;
      else if (++elements > caps.elements) refuse(text, at, `has more than ${caps.elements} elements`);
      else if (text[end - 2] !== '/' && ++depth > caps.depth)
        refuse(text, at, `is nested deeper than ${caps.depth} elements`);
      at = end;
    }
  }
}

const PASSED_OVER = [
  { from: '<!--', to: '-->' },
  { from: '<![CDATA[', to: ']]>' },
  { from: '<?', to: '?>' },
] as const;

/** The index behind what begins at `at`. */
function endOf(text: string, at: number, from: string, to: string): number {
  const end = text.indexOf(to, at + from.length);
  return end === -1 ? refuse(text, at, `has a "${from}" without "${to}"`) : end + to.length;
}

/** The index behind a tag's `>`; one within quotes does not end it. */
function tagEnd(text: string, at: number): number {
  let quote: string | undefined;
  for (let i = at + 1; i < text.length; i++) {
    const character = text[i]!;
    if (character === '<') refuse(text, i, 'has a "<" in a tag');
    if (quote !== undefined) quote = character === quote ? undefined : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return i + 1;
  }
  return refuse(text, at, 'has a tag without ">"');
}

function refuse(text: string, at: number, message: string): never {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line++;
  throw new XmlRefused(message, line);
}
