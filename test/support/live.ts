import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket, type RawData } from 'ws';
import {
  everyMessageFragment,
  messageUpdateFragment,
  presenceFragment,
  receiptFragment,
  typingFragment,
} from '../../domain/vocabulary/event-fragments.ts';
import { MESSAGE, nested } from './graphql.ts';
import { untilGone } from './sockets.ts';

/** A frame of the realtime protocol, as far as tests read it. */
export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly Record<string, unknown>[];
  };
}

export const ON_MESSAGE = `subscription On($sessionId: ID!) { onMessageSent(sessionId: $sessionId) { ${MESSAGE} } }`;
/** With what the system says too. */
export const ON_EVERY_MESSAGE = `subscription On($sessionId: ID!) {
  onMessageSent(sessionId: $sessionId) { ${nested(everyMessageFragment)} }
}`;
export const ON_TYPING = `subscription On($sessionId: ID!) {
  onTypingIndicator(sessionId: $sessionId) { ${nested(typingFragment)} }
}`;
export const ON_UPDATE = `subscription On($sessionId: ID!) {
  onMessageUpdated(sessionId: $sessionId) { ${nested(messageUpdateFragment)} }
}`;
export const ON_RECEIPT = `subscription On($sessionId: ID!) {
  onReceipt(sessionId: $sessionId) { ${nested(receiptFragment)} }
}`;
export const ON_INBOX = `subscription On($part: Int) { onInbox(part: $part) { ${nested(everyMessageFragment)} } }`;
export const ON_PRESENCE = `subscription On($sessionId: ID!, $userIds: [ID!]!) {
  onPresence(sessionId: $sessionId, userIds: $userIds) { ${nested(presenceFragment)} }
}`;

export const subprotocols = (url: string, token: string): string[] => {
  const header = Buffer.from(JSON.stringify({ host: new URL(url).host, Authorization: token })).toString('base64url');
  return ['graphql-ws', `header-${header}`];
};

/** A bare TCP socket on which the WebSocket handshake succeeded: whatever is written now stands where frames belong. */
export const upgradedSocket = async (url: string, token: string): Promise<Socket> => {
  const { host, hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    [
      'GET /graphql/realtime HTTP/1.1',
      `Host: ${host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${Buffer.alloc(16, 7).toString('base64')}`,
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Protocol: ${subprotocols(url, token).join(', ')}`,
      '',
      '',
    ].join('\r\n'),
  );
  const [answer]: unknown[] = await once(socket, 'data');
  if (!String(answer).startsWith('HTTP/1.1 101'))
    throw new Error(`unable to upgrade; the answer was ${String(answer)}`);
  return socket;
};

export const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');

/** One connection to the realtime endpoint, speaking the protocol by hand. */
export class Live {
  readonly socket: WebSocket;
  readonly #url: string;
  readonly #token: string;
  readonly #waiting = new Set<(frame: Frame) => void>();
  /** Called with every frame. */
  onFrame: (frame: Frame) => void = () => undefined;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/graphql/realtime`, subprotocols(url, token));
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      const frame = JSON.parse(textOf(data)) as Frame;
      this.onFrame(frame);
      for (const wait of this.#waiting) wait(frame);
    });
  }

  static async connect(url: string, token: string): Promise<Live> {
    const live = new Live(url, token);
    await once(live.socket, 'open');
    const acknowledged = live.next((frame) => frame.type === 'connection_ack');
    live.say({ type: 'connection_init' });
    await acknowledged;
    return live;
  }

  say(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The next frame that fits. Rejects when the socket closes first. */
  next(fits: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const closed = (): void => reject(new Error('unable to wait for a frame; the socket closed'));
      const wait = (frame: Frame): void => {
        if (!fits(frame)) return;
        this.#waiting.delete(wait);
        this.socket.off('close', closed);
        resolve(frame);
      };
      this.#waiting.add(wait);
      this.socket.once('close', closed);
    });
  }

  /** Starts a subscription; resolves with its acknowledgement or its refusal. */
  async subscribe(id: string, query: string, variables: Record<string, unknown>, token = this.#token): Promise<Frame> {
    const answer = this.next((frame) => frame.id === id && (frame.type === 'start_ack' || frame.type === 'error'));
    this.say({
      id,
      type: 'start',
      payload: {
        data: JSON.stringify({ query, variables }),
        extensions: { authorization: { host: new URL(this.#url).host, Authorization: token } },
      },
    });
    return answer;
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const gone = untilGone(this.socket);
    this.socket.close();
    await gone;
  }
}
