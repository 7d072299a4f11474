import type { ModernProblemYaml } from './modern-yaml.js';

/** `{{name}}` and `{{name.variant}}` by what they stand for. A constant of variants stands for its `value` alone. */
export function constantsOf({ constants }: ModernProblemYaml): Readonly<Record<string, string>> {
  const entries = Object.entries(constants).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[name, value]]
      : Object.entries(value).map(([variant, each]) => [
          variant === 'value' ? name : `${name}.${variant}`,
          each,
        ]),
  );
  return Object.fromEntries(entries);
}

/** Puts constants into a text. Names that are none stay as they are. */
export function replaceConstants(constants: Readonly<Record<string, string>>, text: string): string {
  return text.replace(/\{\{([a-zA-Z_][a-zA-Z0-9_.]*)\}\}/g, (token, name: string) =>
    Object.hasOwn(constants, name) ? constants[name]! : token,
  );
}
