import type { OnEvent } from '../events.js';
import { fitWidth } from './columns.js';
import { advance, IDLE, progressLine, progressLines } from './progress-state.js';

/** Shows events as they come. */
export interface Progress {
  readonly onEvent: OnEvent;
  /** Takes away what is shown for the moment only. Call it before anything else is printed. */
  end(): void;
}

/** Live progress: a block that is redrawn on a terminal, elsewhere a line for each submission that is finished. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? liveProgress(stream) : plainProgress(stream);
}

/** Often enough to look alive, seldom enough to cost nothing. */
const REDRAW_MS = 80;
const MAX_LINES = 12;

function plainProgress(stream: NodeJS.WriteStream): Progress {
  return {
    onEvent: (event) => {
      const line = progressLine(event);
      if (line !== undefined) stream.write(`${line}\n`);
    },
    end: () => {},
  };
}

function liveProgress(stream: NodeJS.WriteStream): Progress {
  let state = IDLE;
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;

  return {
    onEvent: (event) => {
      state = advance(state, event);
      timer ??= setTimeout(draw, REDRAW_MS).unref();
    },
    end: () => {
      clearTimeout(timer);
      stream.write(erase());
      drawn = 0;
    },
  };

  function draw(): void {
    timer = undefined;
    const width = Math.max(20, stream.columns || 80) - 1;
    const lines = progressLines(state).slice(0, Math.min(MAX_LINES, Math.max(1, (stream.rows || 24) - 1)));
    stream.write(erase() + lines.map((line) => `${fitWidth(line, width)}\n`).join(''));
    drawn = lines.length;
  }

  /** Up by what was drawn, and clear from there down (ECMA-48 CPL, ED). */
  function erase(): string {
    return drawn > 0 ? `\x1b[${drawn}F\x1b[0J` : '';
  }
}
