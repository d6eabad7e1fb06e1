import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { sharedFrame, textFrame } from './frames.ts';
import { Outbox } from './outbox.ts';
import type { OutboxFlusher } from './outbox.ts';
import type { Recipient, Slot } from './subscription.ts';

/** RFC 6455, section 7.4.1, and the registry it opens. */
export const CloseCode = {
  normal: 1000,
  goingAway: 1001,
  unsupportedData: 1003,
  policy: 1008,
  tryAgainLater: 1013,
} as const;

export interface ConnectionSettings {
  readonly webSocket: WebSocket;
  /** The socket under `webSocket`, to which finished frames are written directly. */
  readonly socket: Duplex;
  readonly flusher: OutboxFlusher;
  readonly openedAt: number;
  readonly bufferedBytes: number;
  /** Called once, when more waits for the reader than `bufferedBytes`. */
  readonly onOverflow: (connection: Connection) => void;
}

/** One client's socket and what it subscribed to. */
export class Connection implements Recipient {
  readonly openedAt: number;
  readonly slots = new Map<string, Slot>();
  /** Everyone whose credentials were taken on this connection. */
  readonly userIds = new Set<string>();
  /** Epoch milliseconds of the next expiry among the credentials in use. */
  nextExpiry = Number.POSITIVE_INFINITY;
  lastKeepAlive: number;
  closingSince: number | undefined;
  readonly #settings: ConnectionSettings;
  readonly #outbox: Outbox;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#outbox = new Outbox(settings.socket, settings.flusher);
    this.openedAt = settings.openedAt;
    this.lastKeepAlive = settings.openedAt;
  }

  get isOpen(): boolean {
    const { webSocket } = this.#settings;
    return this.closingSince === undefined && webSocket.readyState === webSocket.OPEN;
  }

  send(text: string): void {
    this.sendFrame(textFrame(text));
  }

  sendFrame(frame: Buffer): void {
    if (!this.isOpen) return;
    this.#outbox.push(frame);
    this.#guardBuffer();
  }

  sendShared(prefix: string, shared: Buffer): void {
    if (!this.isOpen) return;
    for (const piece of sharedFrame(prefix, shared)) this.#outbox.push(piece);
    this.#guardBuffer();
  }

  /** Starts the closing handshake after what is waiting; `terminate` ends it if the client does not answer. */
  close(code: number, reason: string, at: number): void {
    if (this.closingSince !== undefined) return;
    this.closingSince = at;
    this.#outbox.flush();
    this.#settings.webSocket.close(code, reason);
  }

  terminate(): void {
    this.#outbox.discard();
    this.#settings.webSocket.terminate();
  }

  expireAt(epochMs: number | undefined): void {
    if (epochMs !== undefined) this.nextExpiry = Math.min(this.nextExpiry, epochMs);
  }

  #guardBuffer(): void {
    if (this.#outbox.waiting > this.#settings.bufferedBytes) this.#settings.onOverflow(this);
  }
}
