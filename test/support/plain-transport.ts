import { setMaxListeners } from 'node:events';
import { WebSocket } from 'ws';
import { chatErrorFrom, networkLost } from '../../client/core/errors.ts';
import type { LiveHandlers, Transport, Variables } from '../../client/core/transport.ts';
import type { Frame } from './live.ts';
import { subprotocols } from './live.ts';
import { untilGone } from './sockets.ts';

interface Subscription {
  readonly document: string;
  readonly variables: Variables;
  readonly handlers: LiveHandlers;
}

export interface PlainTransportOptions {
  readonly url: string;
  readonly token: string;
  /** Every event that comes over the socket, whether anybody listens still or not. */
  readonly heard: (data: Readonly<Record<string, unknown>>) => void;
  /** Something was asked for or answered. */
  readonly moved: () => void;
}

/**
 * The API over `fetch` and one socket that speaks AppSync's realtime protocol: light enough for many users in one process.
 * Its network can be taken away and given back.
 */
export class PlainTransport implements Transport {
  readonly #options: PlainTransportOptions;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #unanswered = new Set<string>();
  #connection: Promise<WebSocket> | undefined;
  #network = aNetwork();
  #asked = 0;
  #count = 0;

  constructor(options: PlainTransportOptions) {
    this.#options = options;
  }

  get isCut(): boolean {
    return this.#network.signal.aborted;
  }

  /** Whether no request and no subscription waits for its answer. */
  get isQuiet(): boolean {
    return this.#asked === 0 && this.#unanswered.size === 0;
  }

  async request(document: string, variables: Variables): Promise<unknown> {
    this.#asked += 1;
    try {
      return await this.#ask(document, variables);
    } finally {
      this.#asked -= 1;
      this.#options.moved();
    }
  }

  live(document: string, variables: Variables, handlers: LiveHandlers): () => void {
    this.#count += 1;
    const id = `s${this.#count}`;
    this.#subscriptions.set(id, { document, variables, handlers });
    void this.#start(id);
    return () => {
      if (!this.#subscriptions.delete(id)) return;
      if (this.#unanswered.delete(id)) this.#options.moved();
      void this.#say({ id, type: 'stop' });
    };
  }

  /** Takes the network away: what is under way is lost, and nothing passes until `reconnect`. */
  disconnect(): void {
    if (this.isCut) return;
    this.#network.abort();
    void this.#hangUp();
    for (const { handlers } of [...this.#subscriptions.values()]) handlers.lost(networkLost());
  }

  reconnect(): void {
    if (!this.isCut) return;
    this.#network = aNetwork();
    for (const id of [...this.#subscriptions.keys()]) void this.#start(id);
  }

  /** Ends everything; resolves when the socket is gone. */
  async close(): Promise<void> {
    this.#subscriptions.clear();
    this.#network.abort();
    await this.#hangUp();
  }

  async #ask(document: string, variables: Variables): Promise<unknown> {
    const answer = await fetch(`${this.#options.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.#options.token },
      body: JSON.stringify({ query: document, variables }),
      signal: this.#network.signal,
    })
      .then((response) => response.json() as Promise<{ data?: unknown; errors?: readonly unknown[] }>)
      .catch((cause: unknown) => {
        throw networkLost(cause);
      });
    if (answer.errors !== undefined && answer.errors.length > 0) throw chatErrorFrom(answer);
    return answer.data;
  }

  async #start(id: string): Promise<void> {
    if (this.isCut) return;
    const { url, token } = this.#options;
    this.#unanswered.add(id);
    const subscription = this.#subscriptions.get(id);
    const data = JSON.stringify({ query: subscription?.document, variables: subscription?.variables });
    const authorization = { host: new URL(url).host, Authorization: token };
    await this.#say({ id, type: 'start', payload: { data, extensions: { authorization } } });
  }

  /** On a connection that breaks meanwhile nothing is said; `reconnect` begins anew. */
  async #say(frame: {
    readonly id: string;
    readonly type: 'start' | 'stop';
    readonly payload?: object;
  }): Promise<void> {
    const connection = (this.#connection ??= this.#connect());
    const socket = await connection.catch(() => undefined);
    if (socket === undefined || connection !== this.#connection) return;
    if (frame.type === 'stop' || this.#subscriptions.has(frame.id)) socket.send(JSON.stringify(frame));
  }

  #connect(): Promise<WebSocket> {
    const { url, token } = this.#options;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql/realtime`, subprotocols(url, token));
    const connection = new Promise<WebSocket>((resolve, reject) => {
      socket.on('error', () => undefined);
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('close', () => reject(networkLost()));
      this.#network.signal.addEventListener('abort', () => socket.terminate(), { once: true });
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString('utf8')) as Frame;
        if (frame.type === 'connection_ack') resolve(socket);
        else if (connection === this.#connection) this.#hear(frame);
      });
    });
    return connection;
  }

  #hear({ type, id = '', payload }: Frame): void {
    const handlers = this.#subscriptions.get(id)?.handlers;
    switch (type) {
      case 'data':
        this.#options.heard(payload?.data ?? {});
        handlers?.event(payload?.data ?? {});
        return;
      case 'start_ack':
        this.#unanswered.delete(id);
        handlers?.ready();
        break;
      case 'error':
        this.#unanswered.delete(id);
        this.#subscriptions.delete(id);
        handlers?.lost(chatErrorFrom(payload));
        break;
    }
    this.#options.moved();
  }

  async #hangUp(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#unanswered.clear();
    this.#options.moved();
    const socket = await connection?.catch(() => undefined);
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
    const gone = untilGone(socket);
    socket.terminate();
    await gone;
  }
}

/** Aborted, it takes with it all that is under way: any number of requests. */
const aNetwork = (): AbortController => {
  const network = new AbortController();
  setMaxListeners(0, network.signal);
  return network;
};
