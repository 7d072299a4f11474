import type { CheckRecipe } from './recipe.js';

const COMPILER = '7.0.2'; // the native one: a tenth of the time of the one in JavaScript
const MODULES = '{checker}/node_modules';
const machine = (cpu: 'x64' | 'arm64') => `@typescript/typescript-linux-${cpu}`;

const native = (cpu: 'x64' | 'arm64', integrity: string) => ({
  version: COMPILER,
  integrity,
  os: ['linux'],
  cpu: [cpu],
  optional: true,
});

const DEPENDENCIES = {
  dependencies: { '@types/node': '22.20.7' },
  optionalDependencies: { [machine('x64')]: COMPILER, [machine('arm64')]: COMPILER },
};

/** As npm writes it. It checks each package against its hash. */
const LOCK = {
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': DEPENDENCIES,
    'node_modules/@types/node': {
      version: '22.20.7',
      integrity:
        'sha512-F/Mcc4pD3YwXQCG50hb8BjB5RmrOere6hge7n2XHf0V8tpkZOVEjwYv9Ql7n0MpMn8Bv7+q12P9w6UHsBm0Sfw==',
      dependencies: { 'undici-types': '~6.21.0' },
    },
    [`node_modules/${machine('arm64')}`]: native(
      'arm64',
      'sha512-Qh4eU4/y3yDjnfjjyPYihMj5/ODIlmt+Bzu17OI+fiSRDW57QmU5SiN63exPRNJPKUzcc1INa1NXdrJ+MqHjUQ==',
    ),
    [`node_modules/${machine('x64')}`]: native(
      'x64',
      'sha512-EYdf2cNg7rgCWJnxCdJ+F3V39O8ihb37eHAu1LK8oAFizgTQbPOK7zHHXbPt8rX24COqODXeI3sIf0fCXG7H/A==',
    ),
    'node_modules/undici-types': {
      version: '6.21.0',
      integrity:
        'sha512-iwDZqg0QAGrg9Rav5H4n0M64c3mkR59cJ6wQp+7C4nI0gsmExaedaYLNO44eT4AtBBwjbTiGPMlt2Md0T9H9JQ==',
    },
  },
};

/** What Node's stripping can run, and nothing that it would read differently; the same whatever the program brings. */
const FLAGS = [
  ...['--noEmit', '--ignoreConfig', '--pretty', 'false', '--strict', '--skipLibCheck'],
  ...['--target', 'esnext', '--lib', 'esnext', '--module', 'preserve', '--moduleDetection', 'force'],
  ...[
    '--allowImportingTsExtensions',
    '--erasableSyntaxOnly',
    '--verbatimModuleSyntax',
    '--resolveJsonModule',
  ],
  ...['--types', 'node', '--typeRoots', `${MODULES}/@types`],
];

export const typescriptChecker: CheckRecipe = {
  title: `tsc ${COMPILER}`,
  packages: { text: JSON.stringify(DEPENDENCIES), lock: JSON.stringify(LOCK) },
  memoryBytes: 96 * 2 ** 20, // with 64 MiB hello passes; with 48 its own code is read again and again
  argv: [
    `${MODULES}/@typescript/typescript-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}/lib/tsc`,
    ...FLAGS,
    '{sources}',
  ],
  env: { GOMEMLIMIT: '{heapMiB}MiB' },
};
