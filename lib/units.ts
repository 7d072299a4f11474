const BYTE_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

const TIME_UNITS_MS: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1_000, m: 60_000, min: 60_000 };

/** Parses `"256MiB"`, `"64kb"` or `"1024"` into bytes; `undefined` when it is none of these. */
export function parseBytes(text: string): number | undefined {
  const bytes = parseQuantity(text, BYTE_UNITS);
  return bytes === undefined ? undefined : Math.round(bytes);
}

/** Parses `"2s"`, `"1.5s"`, `"200ms"` or `"200"` into milliseconds; `undefined` when it is none of these. */
export function parseMs(text: string): number | undefined {
  return parseQuantity(text, TIME_UNITS_MS);
}

/** `1536` → `"1.5 KiB"`. For people; {@link parseBytes} reads it back to within the digits shown. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'] as const;
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 2 ** (10 * power)).toPrecision(4))} ${units[power]}`;
}

/** `1500` → `"1.5 s"`, `12.34` → `"12.3 ms"`. For people. */
export function formatMs(ms: number): string {
  return ms >= 1_000 ? `${Number((ms / 1_000).toPrecision(4))} s` : `${Number(ms.toPrecision(3))} ms`;
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match?.[2]?.toLowerCase() ?? '';
  if (!match || !Object.hasOwn(units, unit)) return undefined;
  const value = Number(match[1]) * units[unit]!;
  return Number.isFinite(value) ? value : undefined;
}
