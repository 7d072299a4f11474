import { describe, expect, test } from 'vitest';
import { findEntry } from '../../../../harness/submission/entry.js';

describe('findEntry()', () => {
  test.each([
    [['a.py'], { language: 'python', main: 'a.py' }],
    [['Solver.java', 'Main.java'], { language: 'java', main: 'Main.java' }],
    [['b.cpp', 'a.cpp', 'a.h'], { language: 'cpp', main: 'a.cpp' }],
    [['main.py', 'tool.cpp'], { language: 'python', main: 'main.py' }],
    [['__main__.py', 'alpha.py'], { language: 'python', main: '__main__.py' }],
    [['main.rs', 'sub/main.py'], { language: 'rust', main: 'main.rs' }],
    [['README.md', 'x.go'], { language: 'go', main: 'x.go' }],
  ])('%j is %j', (paths, entry) => {
    expect(findEntry(paths)).toEqual(entry);
  });

  test.each([
    [['a.py', 'b.cpp'], /several languages \(python, cpp\)/],
    [['main.py', 'main.cpp'], /several languages/],
    [['prog.cobol-85'], /no toolchain takes ".cobol-85"/],
    [['prog'], /no extension/],
    [['sub/main.py'], /no source of a known language|no toolchain/],
    [[], /no source/],
  ])('%j is refused', (paths, message) => {
    expect(findEntry(paths)).toMatch(message);
  });
});
