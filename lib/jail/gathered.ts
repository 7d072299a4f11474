import { NOTHING } from './protocol.js';

const MOST_PIECES = 1_024;

/** Bytes that come in pieces. Small ones are put together: each takes some 200 bytes of ours, however small it is. */
export class Gathered {
  readonly #joined: Buffer[] = [];
  #pieces: Buffer[] = [];

  add(piece: Buffer): void {
    this.#pieces.push(piece);
    if (this.#pieces.length === MOST_PIECES) this.#join();
  }

  /** All of them, in order. */
  bytes(): Buffer {
    if (this.#joined.length === 0 && this.#pieces.length <= 1) return this.#pieces[0] ?? NOTHING;
    return Buffer.concat([...this.#joined, ...this.#pieces]);
  }

  #join(): void {
    this.#joined.push(Buffer.concat(this.#pieces));
    this.#pieces = [];
  }
}
