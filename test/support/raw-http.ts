import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A connection on which anything can be said, also what no HTTP client would. */
export class RawConnection {
  readonly #socket: Socket;
  #received = '';
  #ended = false;
  #onChange: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (data) => {
      this.#received += data.toString('latin1');
      this.#onChange();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#ended = true;
      this.#onChange();
    });
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    return await new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.once('connect', () => resolve(new RawConnection(socket)));
      socket.once('error', reject);
    });
  }

  /** Resolves once the bytes are taken, or the other side is gone: then `false`. */
  async say(bytes: string | Uint8Array): Promise<boolean> {
    if (this.#ended) return false;
    return await new Promise((resolve) => {
      const gone = (): void => resolve(false);
      this.#socket.once('close', gone);
      this.#socket.write(bytes, (error) => {
        this.#socket.off('close', gone);
        resolve(error === undefined || error === null);
      });
    });
  }

  /** The next answer, with its whole body; `undefined` where the connection closes without one. */
  async answer(): Promise<RawAnswer | undefined> {
    for (;;) {
      const at = this.#received.indexOf('\r\n\r\n');
      const head = this.#received.slice(0, Math.max(at, 0));
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const body = this.#received.slice(at + 4, at + 4 + length);
      if (at !== -1 && body.length === length) {
        this.#received = this.#received.slice(at + 4 + length);
        return { status: Number(head.slice(9, 12)), head, body };
      }
      if (this.#ended) return undefined;
      await this.#change();
    }
  }

  /** Resolves when the other side has closed. */
  async closed(): Promise<void> {
    while (!this.#ended) await this.#change();
  }

  /** Goes away without a word. */
  drop(): void {
    this.#socket.destroy();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#onChange = resolve;
    });
  }
}
