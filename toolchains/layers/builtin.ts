import type { LayerList } from './layer.js';

const PYTHON_DATA = ['numpy', 'pandas', 'sympy', 'python-dateutil', 'Pillow', 'matplotlib'];

/** `@types/lodash` is for type checks: the other two bring their own. */
const JAVASCRIPT_COMMON = { lodash: '^4', '@types/lodash': '^4', dayjs: '^1', mathjs: '^15' };

/** Layers that `setup` makes by name. Versions are the newest that fit the runtime; `layer list` tells them. */
export const BUILTIN_LAYERS: Readonly<Record<string, LayerList>> = {
  'python-data': { kind: 'python', text: `${PYTHON_DATA.join('\n')}\n` },
  'javascript-common': { kind: 'javascript', text: JSON.stringify({ dependencies: JAVASCRIPT_COMMON }) },
};

/** The list of a built-in layer. */
export function builtinLayer(name: string): LayerList | undefined {
  return Object.hasOwn(BUILTIN_LAYERS, name) ? BUILTIN_LAYERS[name] : undefined;
}
