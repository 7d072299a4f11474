/**
 * An element. Text goes in by textContent only, so nothing that a report holds is ever read as markup.
 * `props`: `class`, `text`, `on` (listeners by event), and any attribute; undefined and false are left out, but
 * `aria-` attributes say true and false.
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined) continue;
    if (name.startsWith('aria-')) element.setAttribute(name, String(value));
    else if (value === false) continue;
    else if (name === 'text') element.textContent = value;
    else if (name === 'on')
      for (const [type, listen] of Object.entries(value)) element.addEventListener(type, listen);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export const VERDICTS = {
  AC: { letter: 'A', title: 'accepted' },
  PAC: { letter: 'P', title: 'partially accepted' },
  WA: { letter: 'W', title: 'wrong answer' },
  RTE: { letter: 'R', title: 'run-time error' },
  TLE: { letter: 'T', title: 'time limit exceeded' },
  MLE: { letter: 'M', title: 'memory limit exceeded' },
  OLE: { letter: 'O', title: 'output limit exceeded' },
  CE: { letter: 'C', title: 'compile error' },
  JE: { letter: 'J', title: 'judge error' },
  SK: { letter: '–', title: 'not judged' },
};

export const VERDICT_ORDER = Object.keys(VERDICTS);

export function badge(verdict) {
  return el('span', { class: `badge v-${verdict}`, text: verdict, title: VERDICTS[verdict]?.title });
}
