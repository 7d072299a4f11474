import type { BenchReport } from '../report.js';
import { reportText } from '../text/index.js';
import { pictures } from './pictures.js';
import { escaped } from './svg.js';

const STYLE = [
  ':root{color-scheme:light dark}',
  'body{max-width:1000px;margin:2rem auto;padding:0 1rem;background:#f6f8fa;color:#1f2328;font:15px/1.5 system-ui,sans-serif}',
  'pre{overflow-x:auto;font:12.5px/1.45 ui-monospace,Menlo,Consolas,monospace;padding:1rem;border-radius:8px;background:#fff}',
  'svg{width:100%;height:auto}figure{margin:0 0 1.2rem}',
  '@media (prefers-color-scheme:dark){body{background:#010409;color:#e6edf3}pre{background:#0d1117}}',
].join('\n');

/** One page that needs no other file: the pictures, and the whole table below them. */
export function htmlReport(report: BenchReport): string {
  const { command, startedAt, host } = report;
  const title = `bailiff bench ${command}, ${startedAt.slice(0, 10)}`;
  const figures = pictures(report).map(({ svg }) => `<figure>${svg}</figure>`);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(`${host.cores} × ${host.cpu}, Linux ${host.kernel}`)}. Ratios are to plain spawn in the same rounds.</p>`,
    ...figures,
    `<pre>${escaped(reportText(report))}</pre>`,
    '</body></html>',
    '',
  ].join('\n');
}
