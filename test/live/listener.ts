import { Live, type Frame } from '../support/live.ts';

interface SignsIn {
  readonly url: string;
  token(userId: string): Promise<string>;
}

/** One person's socket, with all that it said kept. */
export class Listener {
  readonly live: Live;
  readonly #frames: Frame[] = [];

  private constructor(live: Live) {
    this.live = live;
    live.onFrame = (frame) => this.#frames.push(frame);
  }

  static async open(server: SignsIn, userId: string): Promise<Listener> {
    return new Listener(await Live.connect(server.url, await server.token(userId)));
  }

  /** Starts a subscription. @throws where it is refused. */
  async listen(id: string, query: string, variables: Record<string, unknown>): Promise<void> {
    const answer = await this.live.subscribe(id, query, variables);
    if (answer.type !== 'start_ack') throw new Error(`unable to listen; ${JSON.stringify(answer.payload)}`);
  }

  /** What subscription `id` delivered so far, oldest first. */
  heard(id: string): readonly Record<string, unknown>[] {
    return this.#frames
      .filter((frame) => frame.type === 'data' && frame.id === id)
      .map((frame) => Object.values(frame.payload?.data ?? {})[0] as Record<string, unknown>);
  }

  /** Which subscriptions the server ended, in order. */
  get ended(): readonly string[] {
    return this.#frames.flatMap(({ type, id }) => (type === 'complete' && id !== undefined ? [id] : []));
  }

  /** Resolves once subscription `id` has delivered `count` events. */
  async until(id: string, count: number): Promise<readonly Record<string, unknown>[]> {
    while (this.heard(id).length < count) await this.live.next((frame) => frame.type === 'data' && frame.id === id);
    return this.heard(id);
  }

  close(): Promise<void> {
    return this.live.close();
  }
}
