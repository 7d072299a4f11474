/** What only a shell could do: it is not done. Within double quotes a shell would still do the second kind. */
const SHELL = /[<>|$&;()`*?\n]/;
const SHELL_IN_QUOTES = /[$`]/;

/**
 * Splits a command into words as a shell would: at white space, with quotes and backslashes. No shell ever sees it.
 *
 * @returns the words, or a sentence about what only a shell could do with it.
 */
export function splitCommand(command: string): readonly string[] | string {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < command.length; i++) {
    const character = command[i]!;
    if (/\s/.test(character) && character !== '\n') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '\\') {
      if (i + 1 === command.length) return 'ends with a backslash';
      word = (word ?? '') + command[++i]!;
    } else if (character === '"' || character === "'") {
      const quoted = quotedPart(command, i);
      if ('fault' in quoted) return quoted.fault;
      word = (word ?? '') + quoted.text;
      i = quoted.end;
    } else if (SHELL.test(character)) {
      return needsShell(character);
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** What is between quotes, and the index of the closing one. */
function quotedPart(command: string, start: number): { text: string; end: number } | { fault: string } {
  const quote = command[start]!;
  let text = '';
  for (let i = start + 1; i < command.length; i++) {
    const character = command[i]!;
    if (character === quote) return { text, end: i };
    if (quote === '"' && SHELL_IN_QUOTES.test(character)) return { fault: needsShell(character) };
    const escapes = quote === '"' && character === '\\' && /["\\]/.test(command[i + 1] ?? '');
    text += escapes ? command[++i]! : character;
  }
  return { fault: `has a ${quote} without another` };
}

function needsShell(character: string): string {
  return `has ${JSON.stringify(character)}, which only a shell could follow`;
}
