import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { JsonObject } from '../../runtime/contract.ts';
import { parseJson } from '../../runtime/json.ts';

export interface ServerMessage {
  readonly id?: string;
  readonly type: string;
  readonly payload?: JsonObject;
}

export interface HandshakeForm {
  readonly path?: string;
  readonly protocols?: string[];
}

export function encodedHeader(token: string): string {
  return Buffer.from(JSON.stringify({ host: 'localhost', Authorization: token })).toString('base64url');
}

/** Speaks AppSync's protocol like the clients do, and keeps everything it was told. */
export class Client {
  readonly socket: WebSocket;
  readonly opened: Promise<unknown>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly messages: ServerMessage[] = [];
  readonly #token: string;
  #taken = 0;
  #wake: () => void = () => undefined;

  constructor(port: number, token: string, { path = '/graphql/realtime', protocols }: HandshakeForm = {}) {
    this.#token = token;
    const offered = protocols ?? ['graphql-ws', `header-${encodedHeader(token)}`];
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, offered);
    this.opened = once(this.socket, 'open');
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      const message = parseJson(Buffer.isBuffer(data) ? data.toString() : '');
      if (isServerMessage(message)) this.messages.push(message);
      this.#wake();
    });
    onTestFinished(() => this.socket.terminate());
    this.opened.catch(() => undefined);
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message not taken yet. */
  async next(): Promise<ServerMessage> {
    for (;;) {
      const message = this.messages[this.#taken];
      if (message !== undefined) {
        this.#taken += 1;
        return message;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async init(): Promise<void> {
    this.say({ type: 'connection_init' });
    await this.next();
  }

  start(id: string, query: string, variables: JsonObject = {}, token = this.#token): void {
    this.say({
      id,
      type: 'start',
      payload: {
        data: JSON.stringify({ query, variables }),
        extensions: { authorization: { host: 'localhost', Authorization: token } },
      },
    });
  }

  async subscribe(id: string, query: string, variables: JsonObject = {}): Promise<ServerMessage> {
    this.start(id, query, variables);
    return this.next();
  }
}

function isServerMessage(message: unknown): message is ServerMessage {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string';
}
