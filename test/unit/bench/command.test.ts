import { describe, expect, it } from 'vitest';
import { readCall } from '../../../bench/command.js';

describe('readCall()', () => {
  it('measures the overhead when nothing is said', () => {
    expect(readCall({})).toMatchObject({
      kind: 'measure',
      tolerance: 0.1,
      check: false,
      options: { command: 'overhead', quick: false, trace: false },
    });
  });

  it('reads numbers, and peers as commands', () => {
    const peer = ['firejail=firejail --quiet --', 'docker=docker run --rm alpine'];
    const call = readCall({ what: 'throughput', seconds: '12', tolerance: '0.3', peer });
    expect(call).toMatchObject({
      tolerance: 0.3,
      options: {
        seconds: 12,
        peers: { firejail: ['firejail', '--quiet', '--'], docker: ['docker', 'run', '--rm', 'alpine'] },
      },
    });
  });

  it('shows files', () => {
    expect(readCall({ what: 'show', files: ['a.json'], svg: 'pictures' })).toMatchObject({
      kind: 'show',
      files: ['a.json'],
      outputs: { svg: 'pictures' },
    });
  });

  it.each([
    { args: { what: 'speed' }, message: /"what"/ },
    { args: { seconds: 'soon' }, message: /"seconds"/ },
    { args: { seconds: '-1' }, message: /"seconds"/ },
    { args: { runs: '10' }, message: /"runs"/ },
    { args: { tolerance: '-1' }, message: /"tolerance"/ },
    { args: { goJudge: 'localhost' }, message: /"goJudge"/ },
    { args: { peer: ['firejail'] }, message: /write name=command/ },
    { args: { peer: ['a= '] }, message: /write name=command/ },
    { args: { what: 'show' }, message: /name files/ },
    { args: { what: 'overhead', files: ['a.json'] }, message: /files are for show/ },
    { args: { only: 'latency' }, message: /--only: it has become --filter/ },
    { args: { soak: '1000' }, message: /--soak: it has become the command soak/ },
  ])('refuses $args', ({ args, message }) => {
    expect(() => readCall(args)).toThrow(message);
  });
});
