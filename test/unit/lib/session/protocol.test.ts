import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, AnswerDecoder, ASK, encodeAsk } from '../../../../lib/session/files/protocol.js';

const HEADER = readFileSync('lib/jail/native/files.h', 'utf8');

const frame = (type: string, body: Uint8Array) => {
  const bytes = Buffer.alloc(8 + body.length);
  bytes.writeUInt32LE(type.charCodeAt(0), 0);
  bytes.writeUInt32LE(body.length, 4);
  bytes.set(body, 8);
  return bytes;
};
const entry = (name: string, target = '') => {
  const bytes = Buffer.alloc(64 + name.length + target.length);
  bytes.writeUInt32LE(name.length, 56);
  bytes.writeUInt32LE(target.length, 60);
  bytes.write(name + target, 64, 'latin1');
  return bytes;
};
const decode = (bytes: Uint8Array, cuts: readonly number[] = []) => {
  const answers: Answer[] = [];
  const decoder = new AnswerDecoder();
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  let at = 0;
  for (const end of ends) {
    decoder.push(bytes.subarray(at, end), (answer) => answers.push(answer));
    at = end;
  }
  return answers;
};

describe('the protocol of the file tool', () => {
  test('names requests as files.h does', () => {
    const native = [...HEADER.matchAll(/ASK_(\w+) = '(.)'/g)].map(([, name, letter]) => [name, letter]);
    expect(Object.fromEntries(native)).toEqual(ASK);
  });

  test('fields follow each other, little-endian', () => {
    const bytes = encodeAsk('M', 1, 2n, Buffer.from('a\0'));
    expect(bytes.toString('hex')).toBe('4d0000000e000000010000000200000000000000' + '6100');
  });

  test('answers are the same however the stream is cut', () => {
    const answer = fc.oneof(
      fc.uint8Array({ maxLength: 50 }).map((body) => frame('D', body)),
      fc.constant(frame('K', Buffer.alloc(0))),
      fc.constant(frame('K', Buffer.alloc(72, 1))),
      fc.constant(frame('E', Buffer.from([2, 0, 0, 0]))),
      fc.constant(frame('F', Buffer.concat([entry('a'), entry('link', 'target')]))),
    );
    const stream = fc.array(answer, { maxLength: 8 }).map((frames) => Buffer.concat(frames));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 10 }), (bytes, cuts) => {
        expect(decode(bytes, cuts)).toEqual(decode(bytes));
      }),
    );
  });

  test.each(['', '.', '..', 'a/b', '../x', 'a\0'])('an entry whose name is %j is refused', (name) => {
    expect(() => decode(frame('F', entry(name)))).toThrow('an entry whose name is none');
  });

  test('what the tool never says is refused, and nothing else is thrown', () => {
    for (const bytes of [
      frame('Q', Buffer.alloc(0)),
      frame('E', Buffer.alloc(3)),
      frame('K', Buffer.alloc(5)),
    ])
      expect(() => decode(bytes)).toThrow();
    expect(() => decode(Buffer.from('ffffffffffffffff', 'hex'))).toThrow('malformed answer');
    expect(() => decode(frame('F', Buffer.alloc(64, 0xff)))).toThrow('half an entry');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect((error as Error).message).toMatch(/answer|entry/);
        }
      }),
    );
  });
});
