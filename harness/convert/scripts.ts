import { quote } from './wrapper.js';

/**
 * Behind a testlib program's end in `$code`, with what it said in `$work/message`: as checkers/testlib.ts reads it. No
 * points at all are a rejection.
 */
const testlibEnd = (scores: boolean): readonly string[] => [
  'head -c 65536 "$work/message" > "$3/judgemessage.txt"',
  ...(scores ? PARTIAL : []),
  'case $code in',
  '  0) exit 42 ;;',
  '  1 | 2 | 8) exit 43 ;;',
  ...(scores ? [POINTS] : []),
  'esac',
  'cat "$work/message" >&2',
  'exit 1',
];

const PARTIAL = [
  'read -r first second third _ < "$work/message"',
  'if [ "$first $second" = "partially correct" ]; then',
  '  percent=$(printf %s "$third" | tr -dc 0-9)',
  '  [ "$code" = "$percent" ] || [ "$code" = "$((50 + percent))" ] || exit 1',
  '  [ "$percent" = 0 ] && exit 43',
  '  awk -v n="$percent" \'BEGIN { print n / 100 }\' > "$3/score_multiplier.txt"',
  '  exit 42',
  'fi',
];

const POINTS =
  '  7) awk -v x="$second" \'BEGIN { exit !(x > 0) }\' || exit 43; printf "%s\\n" "$second" > "$3/score.txt"; exit 42 ;;';

const KEEP_OUTPUT = 'cat > "$work/output"';

/** A testlib checker as an output validator. */
export function testlibScript(args: readonly string[], scores: boolean): readonly string[] {
  const words = args.map((arg) => ` ${quote(arg)}`).join('');
  return [
    KEEP_OUTPUT,
    `run_checker "$1" "$work/output" "$2"${words} > /dev/null 2> "$work/message"`,
    'code=$?',
    ...testlibEnd(scores),
  ];
}

/** A testlib interactor, and the checker behind it if there is one, as an interactive output validator. */
export function testlibInteractorScript(withChecker: boolean, scores: boolean): readonly string[] {
  const checker = [
    'if [ "$code" = 0 ]; then',
    '  run_checker "$1" "$work/output" "$2" < /dev/null > /dev/null 2> "$work/message"',
    '  code=$?',
    'fi',
  ];
  return [
    ': > "$work/output"',
    'run_interactor "$1" "$work/output" "$2" 2> "$work/message"',
    'code=$?',
    ...(withChecker ? checker : []),
    ...testlibEnd(scores),
  ];
}

/** A special judge of HUSTOJ: 0 accepts, a signal is its own fault, anything else rejects. */
export function spjScript(): readonly string[] {
  return [
    KEEP_OUTPUT,
    'run_checker "$1" "$2" "$work/output" > "$3/judgemessage.txt" 2>&1 < /dev/null',
    'code=$?',
    '[ "$code" -ge 126 ] && exit 1',
    '[ "$code" = 0 ] && exit 42',
    'exit 43',
  ];
}

/** Several output validators: the first that does not accept decides. */
export function allScript(programs: readonly { name: string; args: readonly string[] }[]): readonly string[] {
  const calls = programs.flatMap(({ name, args }) => {
    const words = args.map((arg) => ` ${quote(arg)}`).join('');
    return [
      `run_${name} "$1" "$2" "$3"${words} < "$work/output"`,
      'code=$?',
      '[ "$code" = 42 ] || exit "$code"',
    ];
  });
  return [KEEP_OUTPUT, ...calls, 'exit 42'];
}

/** A testlib validator, which reads the input, as an input validator. Polygon tells it the testset. */
export function inputValidatorScript(): readonly string[] {
  return ['run_validator --testset tests || exit 43', 'exit 42'];
}
