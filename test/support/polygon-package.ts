/** What a test of a testset is, as attributes of problem.xml, e.g. `method="manual" sample="true"`. */
export interface PolygonFixture {
  readonly tests: readonly string[];
  readonly groups?: string;
  readonly assets?: string;
  readonly executables?: string;
  readonly judging?: string;
  readonly resources?: string;
}

const TESTLIB = '<file path="files/testlib.h" type="h.g++"/>';

/** A problem.xml as Polygon writes it, one second and 256 MiB. */
export function polygonXml(given: PolygonFixture): string {
  const { tests, groups = '', assets = SOLUTIONS, executables = '', judging = '', resources = '' } = given;
  return `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<problem revision="3" short-name="sum" url="https://polygon.example/p/sum">
    <names>
        <name language="russian" value="Сумма"/>
        <name language="english" value="Sum &amp; more"/>
    </names>
    <judging cpu-name="x" cpu-speed="3600" input-file="" output-file="" run-count="1" ${judging}>
        <testset name="tests">
            <time-limit>1000</time-limit>
            <memory-limit>268435456</memory-limit>
            <test-count>${tests.length}</test-count>
            <input-path-pattern>tests/%02d</input-path-pattern>
            <answer-path-pattern>tests/%02d.a</answer-path-pattern>
            <tests>${tests.map((attributes) => `<test ${attributes}/>`).join('\n')}</tests>
            ${groups}
        </testset>
    </judging>
    <files>
        <resources>${TESTLIB}${resources}</resources>
        <executables>${executables}</executables>
    </files>
    <assets>${assets}</assets>
</problem>`;
}

export const CHECKER =
  '<checker name="std::ncmp.cpp" type="testlib"><source path="files/check.cpp" type="cpp.g++17"/></checker>';

const SOLUTIONS = `${CHECKER}<solutions>
  <solution tag="main"><source path="solutions/sum.py" type="python.3"/></solution>
</solutions>`;

/** A header in testlib's place, with its protocol only: exit 0 right, 1 wrong, 2 malformed, 3 failed. */
export const TINY_TESTLIB = `#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
inline int quit(int code, const std::string& message) { std::cerr << message << "\\n"; std::exit(code); }
`;

/** Compares one number. */
export const TINY_CHECKER = `#include "testlib.h"
int main(int argc, char** argv) {
  if (argc < 4) return quit(3, "FAIL usage");
  std::ifstream output(argv[2]), answer(argv[3]);
  long long got, wanted;
  if (!(answer >> wanted)) return quit(3, "FAIL no answer");
  if (!(output >> got)) return quit(2, "wrong output format no number");
  return got == wanted ? quit(0, "ok") : quit(1, "wrong answer " + std::to_string(got));
}
`;

export const SUM_PY = 'a, b = map(int, input().split())\nprint(a + b)\n';

/** The files that the fixtures' problem.xml names, but for tests. */
export const POLYGON_FILES: Readonly<Record<string, string>> = {
  'files/testlib.h': TINY_TESTLIB,
  'files/check.cpp': TINY_CHECKER,
  'solutions/sum.py': SUM_PY,
};
