import type { LibraryChecker } from '../checkers/checker.js';

/** What the written validator is told about a checker of bailiff's own. */
export function libraryArgs(checker: Exclude<LibraryChecker, { kind: 'exact' }>): readonly string[] {
  switch (checker.kind) {
    case 'lines':
    case 'unordered-lines':
      return [checker.kind, checker.caseSensitive ? 'case_sensitive' : 'any_case'];
    case 'numbers':
      return [checker.kind, String(checker.tolerance)];
    case 'regex':
      return [checker.kind, checker.pattern, checker.flags];
    case 'yes-no':
    case 'contains':
    case 'characters':
      return [checker.kind];
    default:
      return checker satisfies never;
  }
}

/** An output validator in Python that does what the checkers of bailiff's own do. */
export const LIBRARY_VALIDATOR = String.raw`"""Output validator: validate.py input answer feedback kind [options] < output"""

import os
import re
import sys

SPACE = b" \t\n\v\f\r"
NUMBER = re.compile(rb"[+-]?(\d*\.\d+|\d+\.|\d+)([eE][+-]?\d+)?")


def end(code, message=""):
    with open(os.path.join(sys.argv[3], "judgemessage.txt"), "w") as file:
        file.write(message + "\n")
    sys.exit(code)


def lines_of(data, case):
    lines = [line.rstrip(SPACE) for line in data.split(b"\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines if case == "case_sensitive" else [line.lower() for line in lines]


def same_lines(output, answer, case):
    return lines_of(output, case) == lines_of(answer, case)


def same_unordered_lines(output, answer, case):
    return sorted(lines_of(output, case)) == sorted(lines_of(answer, case))


def close(got, wanted, tolerance):
    if got == wanted:
        return True
    distance = abs(got - wanted)
    return distance < float("inf") and (distance <= tolerance or distance <= tolerance * abs(wanted))


def same_whole(got, wanted):
    if min(len(got), len(wanted)) <= 15:
        return True
    digits = [token.lstrip(b"+-").lstrip(b"0") for token in (got, wanted)]
    return not all(each.isdigit() for each in digits) or digits[0] == digits[1]


def same_numbers(output, answer, tolerance):
    got, wanted, most = output.split(), answer.split(), float(tolerance)
    if not all(NUMBER.fullmatch(token) for token in wanted):
        end(1, "the answer has a word that is no number")
    return len(got) == len(wanted) and all(
        NUMBER.fullmatch(a) and close(float(a), float(b), most) and (most > 0 or same_whole(a, b))
        for a, b in zip(got, wanted)
    )


def yes_or_no(data):
    words = {b"yes": True, b"y": True, b"true": True, b"no": False, b"n": False, b"false": False}
    tokens = data.lower().split()
    return words.get(tokens[0]) if len(tokens) == 1 else None


def same_yes_no(output, answer):
    wanted = yes_or_no(answer)
    if wanted is None:
        end(1, "the answer is neither yes nor no")
    return yes_or_no(output) == wanted


def matches(output, _answer, pattern, flags):
    flag = sum({"i": re.I, "m": re.M, "s": re.S}.get(letter, 0) for letter in flags)
    return re.fullmatch(pattern, output.rstrip(SPACE).decode("utf-8", "replace"), flag) is not None


def contains(output, answer):
    tokens = iter(output.lower().split())
    return all(token in tokens for token in answer.lower().split())


def same_characters(output, answer):
    return same_lines(output, answer, "case_sensitive")


KINDS = {
    "lines": same_lines,
    "unordered-lines": same_unordered_lines,
    "numbers": same_numbers,
    "yes-no": same_yes_no,
    "regex": matches,
    "contains": contains,
    "characters": same_characters,
}

with open(sys.argv[2], "rb") as file:
    answer = file.read()
kind, *options = sys.argv[4:]
accepted = KINDS[kind](sys.stdin.buffer.read(), answer, *options)
end(42 if accepted else 43, "" if accepted else f"not as {kind} of the answer")
`;
