import { createHash } from 'node:crypto';
import { pageScript, pageStyle } from './assets.js';

/** What comes before the data and after it. */
export interface Page {
  readonly head: string;
  readonly foot: string;
}

/**
 * The page without its data. Its policy lets nothing be loaded, sent or run but the one style and the one script, by
 * their hashes, and no text be made into markup by script.
 */
export function createPage(): Page {
  const style = pageStyle();
  const script = pageScript();
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return { head: head(policy, style), foot: `<script>${script}</script>\n</body>\n</html>\n` };
}

/** A piece of data: not run, and closed by nothing that is in it. */
export function dataChunk(part: string, value: unknown, attributes = ''): string {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return `<script type="application/json" data-part="${part}"${attributes}>${json}</script>\n`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function head(policy: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>bailiff report</title>
<style>${style}</style>
</head>
<body>
${BODY}`;
}

/** What the script fills: bar, summary, filters, matrix, and the dialog of one submission. */
const BODY = `<header class="top">
<span class="brand">bailiff <span id="command"></span></span>
<nav id="problems" aria-label="problems"></nav>
<span class="spacer"></span>
<span id="interrupted" hidden>interrupted: this is what was done</span>
<button type="button" class="icon" id="theme" title="Light or dark" aria-label="Light or dark">◐</button>
</header>
<section id="summary"></section>
<section class="tools" aria-label="filters">
<div id="verdicts"></div>
<div class="fields">
<input type="search" id="text" placeholder="Filter  /" aria-label="filter by name or note" autocomplete="off" spellcheck="false">
<select id="language" aria-label="language"></select>
<span class="modes" id="modes" role="group" aria-label="what cells show">
<button type="button" data-mode="verdict" title="Verdicts (v)">Verdict</button>
<button type="button" data-mode="time" title="CPU time (t)">Time</button>
<button type="button" data-mode="memory" title="Memory (m)">Memory</button>
</span>
<span id="legend"></span>
</div>
</section>
<main class="stage">
<div id="grid" role="grid" tabindex="0" aria-label="submissions by cases"></div>
<p id="nothing" hidden>nothing matches the filter</p>
</main>
<footer class="bottom">
<span id="count"></span>
<span id="status" role="status"></span>
<span class="keys"><kbd>arrows</kbd> move <kbd>Enter</kbd> open <kbd>/</kbd> filter <kbd>v</kbd> <kbd>t</kbd> <kbd>m</kbd> cells</span>
</footer>
<dialog id="detail" aria-label="submission"></dialog>
<noscript><p>This report is shown by the script in it: allow scripts, or use the JSON report.</p></noscript>
`;
