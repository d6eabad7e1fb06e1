import type { Authenticator, Caller, Clock, Credentials, Log } from '../contract.ts';
import { Unauthenticated } from '../contract.ts';
import type { Connection } from './connection.ts';
import { CloseCode } from './connection.ts';
import type { ConnectionFault } from './messages.ts';
import { faults, parseClientMessage, serverMessages } from './messages.ts';
import type { Protocol } from './protocol.ts';
import { noteUser } from './protocol.ts';

/**
 * Whether a connection was let in.
 *
 *        handshake
 *            |
 *       [deciding] --- credentials taken ---> [admitted] --- every message ---> Protocol
 *            |
 *     credentials refused
 *            v
 *       [refused] --- first message, or the time allowed for it ---> connection_error, close
 *
 * AppSync accepts the WebSocket before it decides, and says why it refuses in answer to the first message: browsers show
 * a page nothing of a failed handshake. Messages that come while deciding wait.
 */
type State =
  | { readonly kind: 'deciding'; readonly waiting: string[] }
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly fault: ConnectionFault };

/** More than any client says before it was answered. */
const WAITING_LIMIT = 64;

export interface AdmissionSettings {
  readonly connection: Connection;
  readonly protocol: Protocol;
  readonly authenticator: Authenticator;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly log: Log;
  readonly clock: Clock;
}

export class Admission {
  #state: State = { kind: 'deciding', waiting: [] };
  readonly #settings: AdmissionSettings;

  constructor(settings: AdmissionSettings) {
    this.#settings = settings;
  }

  /** Decides once. Never rejects. */
  async decide(credentials: Credentials | ConnectionFault): Promise<void> {
    const waiting = this.#state.kind === 'deciding' ? this.#state.waiting : [];
    this.#state = 'errorCode' in credentials ? refusedBy(credentials) : await this.#authenticate(credentials);
    for (const text of waiting) this.receive(text);
  }

  receive(text: string): void {
    const { connection, protocol, requestHeaders, clock } = this.#settings;
    if (!connection.isOpen) return;
    switch (this.#state.kind) {
      case 'admitted':
        void protocol.handle(connection, parseClientMessage(text), requestHeaders);
        return;
      case 'refused':
        this.dismiss();
        return;
      case 'deciding':
        if (this.#state.waiting.length < WAITING_LIMIT) this.#state.waiting.push(text);
        else connection.close(CloseCode.policy, 'too many messages before an answer', clock.now());
    }
  }

  get isRefused(): boolean {
    return this.#state.kind === 'refused';
  }

  /** Says why the connection was refused, and closes it. */
  dismiss(): void {
    if (this.#state.kind !== 'refused') return;
    const { connection, clock } = this.#settings;
    connection.send(serverMessages.connectionError(this.#state.fault));
    connection.close(CloseCode.policy, this.#state.fault.errorType, clock.now());
  }

  async #authenticate(credentials: Credentials): Promise<State> {
    const { authenticator, connection, log } = this.#settings;
    try {
      const caller: Caller = await authenticator.authenticate(credentials);
      connection.expireAt(caller.expiresAt);
      this.expiresAt = caller.expiresAt ?? Number.POSITIVE_INFINITY;
      noteUser(connection, caller);
      return { kind: 'admitted' };
    } catch (cause) {
      if (cause instanceof Unauthenticated) return refusedBy(faults.unauthorized(cause.message));
      log.error('realtime.admissionFailed', { error: cause instanceof Error ? cause.name : 'unknown' });
      return refusedBy({ errorType: 'InternalFailure', message: 'An internal failure occurred.', errorCode: 500 });
    }
  }

  /** Epoch milliseconds at which the credentials of the handshake end, and the connection with them. */
  expiresAt = Number.POSITIVE_INFINITY;
}

function refusedBy(fault: ConnectionFault): State {
  return { kind: 'refused', fault };
}
