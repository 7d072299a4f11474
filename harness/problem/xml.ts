import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { messageOf } from '../../lib/index.js';
import { guardXml, type XmlCaps } from './xml-guard.js';
import { XmlRefused } from './xml-refused.js';
import { decodeBytes, decodeEntities } from './xml-text.js';

/** An element of an XML file. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in it, CDATA sections included, in order, as it was written: nothing is trimmed. */
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

/**
 * Parses an XML file: elements, attributes, text, CDATA; in the encoding that it declares, else UTF-8. A DOCTYPE or
 * any other declaration is refused before anything is parsed, so there are no entities but the five predefined
 * ones and characters by number.
 *
 * @throws XmlRefused for what is not well-formed, or beyond the caps.
 */
export function parseXml(bytes: Buffer, caps: XmlCaps): XmlElement {
  if (bytes.length > caps.bytes) throw new XmlRefused(`has more than ${caps.bytes} bytes`, 1);
  const text = decodeBytes(bytes);
  guardXml(text, caps);
  const checked = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (checked !== true) throw new XmlRefused(reworded(checked.err.msg), checked.err.line);
  const roots = elementsOf(parse(text), lineCounter(text));
  const [root] = roots;
  if (!root || roots.length > 1) throw new XmlRefused('must have one root element', roots[1]?.line ?? 1);
  return root;
}

/** The validator lists what was left open as JSON. */
function reworded(message: string): string {
  const open = /^Invalid '\[(.*)\]' found/s.exec(message)?.[1];
  return open === undefined
    ? message
    : `ends before these elements are closed: ${open.trim().replace(/\s+/g, ' ')}`;
}

/** The first child of a name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Follows names of first children; `undefined` where there is none. */
export function descend(
  element: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined {
  return names.reduce((at, name) => at && childOf(at, name), element);
}

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

/** A node as the parser gives it: one key with its children, or with its text. */
type Node = Readonly<Record<string, unknown>>;

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: TEXT,
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
});
const PLACE = XMLParser.getMetaDataSymbol() as symbol;

function parse(text: string): readonly Node[] {
  try {
    return PARSER.parse(text) as Node[];
  } catch (cause) {
    throw new XmlRefused(messageOf(cause), 1);
  }
}

function elementsOf(nodes: readonly Node[], lineAt: (index: number) => number): readonly XmlElement[] {
  return nodes.flatMap((node) => {
    const name = nameOf(node);
    return name === undefined ? [] : [elementOf(node, name, lineAt)];
  });
}

function elementOf(node: Node, name: string, lineAt: (index: number) => number): XmlElement {
  const inside = node[name] as readonly Node[];
  const place = Reflect.get(node, PLACE) as { readonly startIndex?: number } | undefined;
  const line = lineAt(place?.startIndex ?? 0);
  const attributes = new Map<string, string>();
  for (const [key, value] of Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, string>))
    attributes.set(key, decodeEntities(value, line));
  return {
    name,
    attributes,
    children: elementsOf(inside, lineAt),
    text: inside.map((child) => textOf(child, line)).join(''),
    line,
  };
}

function nameOf(node: Node): string | undefined {
  return Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT && key !== CDATA);
}

function textOf(node: Node, line: number): string {
  if (TEXT in node) return decodeEntities(String(node[TEXT]), line);
  if (!(CDATA in node)) return '';
  return (node[CDATA] as readonly Node[]).map((part) => String(part[TEXT] ?? '')).join('');
}

/** Lines of rising places in a text: it is gone through once. */
function lineCounter(text: string): (index: number) => number {
  let at = 0;
  let line = 1;
  return (index) => {
    for (let next = text.indexOf('\n', at); next !== -1 && next < index; next = text.indexOf('\n', at)) {
      at = next + 1;
      line++;
    }
    return line;
  };
}
