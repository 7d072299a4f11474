/**
 * The value of `bytes[start, end)` when it is a decimal number by the grammar of ICPC package format 2025-09,
 * `[+-]?(\d*\.\d+|\d+\.|\d+)([eE][+-]?\d+)?`, else `undefined`. So no hexadecimal, no `inf`, no `nan`, no
 * `1e`. Values beyond a double become ±Infinity or 0. Time is linear and memory constant in the length.
 */
export function readNumber(bytes: Buffer, start: number, end: number): number | undefined {
  const parts = split(bytes, start, end);
  if (!parts) return undefined;
  if (parts.to - parts.from <= EXACT && parts.exponentFrom === parts.exponentTo)
    return readExact(bytes, parts);
  return end - start <= SHORT ? Number(bytes.toString('latin1', start, end)) : readLong(bytes, parts);
}

/** Up to as many digits are exact as a double, and so is the power of ten below them: the quotient is rounded but once. */
const EXACT = 15;
/** Up to this many bytes go to the engine's own parser as they are. */
const SHORT = 512;
/** A double is settled by fewer than 768 significant digits; those beyond cannot change it but in a tie. */
const SIGNIFICANT = 800;

const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_E = 0x65;

interface Parts {
  readonly negative: boolean;
  readonly from: number;
  /** Where the mantissa ends. */
  readonly to: number;
  /** Where the exponent's sign or digits begin and end; both `to` when there is none. */
  readonly exponentFrom: number;
  readonly exponentTo: number;
}

function split(bytes: Buffer, start: number, end: number): Parts | undefined {
  const from = start < end && isSign(bytes[start]!) ? start + 1 : start;
  const dot = skipDigits(bytes, from, end);
  const hasDot = dot < end && bytes[dot] === DOT;
  const to = hasDot ? skipDigits(bytes, dot + 1, end) : dot;
  const digits = to - from - (hasDot ? 1 : 0);
  if (digits === 0) return undefined;
  const negative = bytes[start] === MINUS;
  if (to === end) return { negative, from, to, exponentFrom: to, exponentTo: to };
  if ((bytes[to]! | 0x20) !== LOWER_E) return undefined;
  const exponentDigits = to + 1 < end && isSign(bytes[to + 1]!) ? to + 2 : to + 1;
  if (exponentDigits >= end || skipDigits(bytes, exponentDigits, end) !== end) return undefined;
  return { negative, from, to, exponentFrom: to + 1, exponentTo: end };
}

function readExact(bytes: Buffer, { negative, from, to }: Parts): number {
  let digits = 0;
  let scale = 1;
  let point = false;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === DOT) {
      point = true;
      continue;
    }
    digits = digits * 10 + (byte - ZERO);
    if (point) scale *= 10;
  }
  const value = digits / scale;
  return negative ? -value : value;
}

/** Long numbers: the leading significant digits, with the point moved into the exponent. */
function readLong(bytes: Buffer, { negative, from, to, exponentFrom, exponentTo }: Parts): number {
  let digits = '';
  let shift = 0;
  let point = false;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === DOT) {
      point = true;
      continue;
    }
    const kept = digits.length < SIGNIFICANT && (digits !== '' || byte !== ZERO);
    if (kept) digits += String.fromCharCode(byte);
    shift += (point ? -1 : 0) + (kept || digits === '' ? 0 : 1);
  }
  const value = Number(`${digits || '0'}e${shift + readExponent(bytes, exponentFrom, exponentTo)}`);
  return negative ? -value : value;
}

/** Saturates far beyond any length of a mantissa, so that adding `shift` cannot bring it back. */
function readExponent(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  const digits = from < to && isSign(bytes[from]!) ? from + 1 : from;
  for (let i = digits; i < to; i++) value = Math.min(value * 10 + (bytes[i]! - ZERO), 1e15);
  return from < to && bytes[from] === MINUS ? -value : value;
}

function skipDigits(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && bytes[i]! >= ZERO && bytes[i]! <= NINE) i++;
  return i;
}

function isSign(byte: number): boolean {
  return byte === PLUS || byte === MINUS;
}
