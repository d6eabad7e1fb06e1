import type { Duplex } from 'node:stream';

/**
 * Gathers the frames that fall due in one turn of the event loop and writes each socket once.
 *
 * A write is a system call; when several events reach the same subscriber in the same turn, which is what load looks
 * like, they leave together.
 */
export class OutboxFlusher {
  #due: Outbox[] = [];

  add(outbox: Outbox): void {
    if (this.#due.length === 0) setImmediate(() => this.#flush());
    this.#due.push(outbox);
  }

  #flush(): void {
    const due = this.#due;
    this.#due = [];
    for (const outbox of due) outbox.flush();
  }
}

/** The frames of one socket that were not handed to it yet, in order. */
export class Outbox {
  #frames: Buffer[] = [];
  #bytes = 0;
  readonly #socket: Duplex;
  readonly #flusher: OutboxFlusher;

  constructor(socket: Duplex, flusher: OutboxFlusher) {
    this.#socket = socket;
    this.#flusher = flusher;
  }

  /** Bytes that the other side did not take off our hands yet. */
  get waiting(): number {
    return this.#bytes + this.#socket.writableLength;
  }

  push(frame: Buffer): void {
    if (this.#frames.length === 0) this.#flusher.add(this);
    this.#frames.push(frame);
    this.#bytes += frame.length;
  }

  flush(): void {
    const frames = this.#frames;
    if (frames.length === 0) return;
    this.#frames = [];
    this.#bytes = 0;
    if (!this.#socket.writable) return;
    const [only] = frames;
    if (frames.length === 1 && only !== undefined) {
      this.#socket.write(only);
      return;
    }
    this.#socket.cork();
    for (const frame of frames) this.#socket.write(frame);
    this.#socket.uncork();
  }

  discard(): void {
    this.#frames = [];
    this.#bytes = 0;
  }
}
