const AHEAD = 2; // so much leave is given before anything is taken

/** What a program writes, handed on as it is taken, and the leave that it is given to write more. */
export interface Flow {
  /** For its stdin: a byte for each `leaveBytes` that may come. */
  leave(): AsyncGenerator<Uint8Array>;
  add(chunk: Uint8Array): void;
  /** There is no more to come. */
  end(): void;
  chunks(): AsyncGenerator<Uint8Array>;
}

/** Nobody holds more of a stream than so much leave is worth, however slowly it is taken. */
export function createFlow(leaveBytes: number): Flow {
  const waiting: Uint8Array[] = [];
  let taken = 0;
  let given = 0;
  let isOver = false;
  let more = Promise.withResolvers<void>();
  const wake = () => {
    more.resolve();
    more = Promise.withResolvers();
  };
  return {
    async *leave() {
      while (!isOver) {
        const count = Math.floor(taken / leaveBytes) + AHEAD - given;
        given += count;
        if (count > 0) yield new Uint8Array(count);
        else await more.promise;
      }
    },
    add(chunk) {
      waiting.push(chunk);
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
    async *chunks() {
      for (;;) {
        for (let chunk = waiting.shift(); chunk; chunk = waiting.shift()) {
          yield chunk;
          taken += chunk.length;
          wake();
        }
        if (isOver) return;
        await more.promise;
      }
    },
  };
}
