/** Our languages that format 2025-09 names otherwise. */
const CODES: Readonly<Record<string, string>> = { python: 'python3', commonlisp: 'lisp' };

/** The format's code of a language, by our canonical name. */
export function languageCode(language: string): string {
  return CODES[language] ?? language;
}
