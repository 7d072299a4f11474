import type { XmlElement } from './xml.js';
import { XmlRefused } from './xml-refused.js';

/** An attribute that must be there and not empty. @throws XmlRefused */
export function requiredAttribute(element: XmlElement, name: string): string {
  const value = element.attributes.get(name)?.trim();
  if (value) return value;
  throw new XmlRefused(`<${element.name}> needs the attribute "${name}"`, element.line);
}

/** A number of 0 or more in an attribute; `undefined` when there is none. @throws XmlRefused */
export function numberAttribute(element: XmlElement, name: string): number | undefined {
  const value = element.attributes.get(name)?.trim();
  if (value === undefined || value === '') return undefined;
  return readAmount(element, `attribute "${name}"`, value);
}

/** A number above 0 in an element's text. @throws XmlRefused */
export function positiveText(element: XmlElement): number {
  const value = readAmount(element, 'text', element.text.trim());
  if (value > 0) return value;
  throw new XmlRefused(`<${element.name}> must be above 0`, element.line);
}

const MAX_AMOUNT = 1e15;

function readAmount(element: XmlElement, what: string, text: string): number {
  const value = /^\d{1,20}(\.\d{0,20})?$|^\.\d{1,20}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= MAX_AMOUNT) return value;
  throw new XmlRefused(
    `the ${what} of <${element.name}> must be a number of 0 or more, not ${JSON.stringify(text.slice(0, 40))}`,
    element.line,
  );
}
