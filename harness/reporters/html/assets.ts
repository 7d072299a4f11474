import { existsSync, readFileSync } from 'node:fs';

/** The page's script, in an order in which each file comes after those it imports. */
const SCRIPTS = [
  'dom.js',
  'format.js',
  'heat.js',
  'order.js',
  'diff.js',
  'data.js',
  'cells.js',
  'columns.js',
  'layout.js',
  'grid.js',
  'texts.js',
  'detail-case.js',
  'detail-about.js',
  'detail.js',
  'summary.js',
  'keys.js',
  'theme.js',
  'main.js',
] as const;

/** The page's styles; later ones win. */
const STYLES = [
  'theme.css',
  'page.css',
  'tools.css',
  'grid.css',
  'cells.css',
  'detail.css',
  'texts.css',
  'narrow.css',
] as const;

/**
 * The files of browser/ as one script: modules without their imports and exports, within one function. A file on disk
 * may not import others: browsers refuse that for pages that were not served.
 */
export function pageScript(): string {
  const modules = SCRIPTS.map((name) => readAsset(name).replace(IMPORTS, '').replace(EXPORTS, ''));
  return `(() => {\n'use strict';\n${modules.join('\n')}})();\n`;
}

export function pageStyle(): string {
  return STYLES.map(readAsset).join('\n');
}

const IMPORTS = /^import [^;]*;\n/gm;
const EXPORTS = /^export (?=const |function )/gm;

function readAsset(name: string): string {
  return readFileSync(new URL(name, browserFolder()), 'utf8');
}

/** Beside this module; the build compiles no scripts of pages, so from dist/ they are found in the package's sources. */
function browserFolder(): URL {
  const beside = new URL('./browser/', import.meta.url);
  return existsSync(beside)
    ? beside
    : new URL('../../../../harness/reporters/html/browser/', import.meta.url);
}
