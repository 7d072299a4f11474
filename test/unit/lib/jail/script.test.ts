import { describe, expect, test } from 'vitest';
import { ScriptBuilder } from '../../../../lib/jail/script.js';

const END = 'x\0/nsjail\0';
const written = (build: (script: ScriptBuilder) => ScriptBuilder) =>
  build(new ScriptBuilder()).execute(['/nsjail']).toString();

describe('ScriptBuilder', () => {
  test.each<[string, (script: ScriptBuilder) => ScriptBuilder, string]>([
    ['folder', (s) => s.folder('/a'), 'd\0/a\x00493\0'],
    ['folder with a mode', (s) => s.folder('/a', 0o1777), 'd\0/a\x001023\0'],
    ['file', (s) => s.file('/a', 'text\n'), 'w\0/a\0text\n\0'],
    ['empty file', (s) => s.file('/a', ''), 'w\0/a\0\0'],
    ['copy', (s) => s.copy('/a', '/b', 0o555), 'y\0/a\0/b\x00365\0'],
    ['link', (s) => s.link('target', '/a'), 'l\0target\0/a\0'],
    ['tmpfs', (s) => s.tmpfs('/a', 'size=1'), 't\0/a\0size=1\0'],
    ['proc', (s) => s.proc('/proc'), 'P\0/proc\0'],
    ['bind', (s) => s.bind('/a', '/b'), 'b\0/a\0/b\0'],
    ['readOnly', (s) => s.readOnly('/a'), 'r\0/a\0'],
    ['bindDevice', (s) => s.bindDevice('/dev/null', '/b'), 'b\0/dev/null\0/b\0v\0/b\0'],
    ['group', (s) => s.group('/a', 2, 0o2707), 'g\0/a\x002\x001479\0'],
    ['device', (s) => s.device('/null', 1, 3), 'n\0/null\x001\x003\0'],
    ['enter', (s) => s.enter('/g/cgroup.procs'), 'c\0/g/cgroup.procs\0'],
    ['open', (s) => s.open('/g/cpu', 6, 'r'), 'o\0/g/cpu\x006\0r\0'],
    ['root', (s) => s.root('/a'), 'R\0/a\0'],
  ])('writes %s', (_, build, expected) => {
    expect(written(build)).toBe(expected + END);
  });

  test('keeps the order, and ends with the command', () => {
    const script = new ScriptBuilder().folder('/b').folder('/a');
    expect(script.execute(['/nsjail', '--config', '']).toString()).toBe(
      'd\0/b\x00493\0d\0/a\x00493\0x\0/nsjail\0--config\0\0',
    );
  });

  test.each<(script: ScriptBuilder) => unknown>([
    (s) => s.folder('/a\0r\0/'),
    (s) => s.file('/a', 'b\0'),
    (s) => s.link('a\0', '/b'),
    (s) => s.execute(['/nsjail', 'a\0b']),
  ])('refuses a NUL byte, which would begin an operation of its own', (build) => {
    expect(() => build(new ScriptBuilder())).toThrow(/NUL byte/);
  });
});
