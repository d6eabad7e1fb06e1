import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';

/** What subscribers were told, or what was ended. */
export type Told =
  | { readonly kind: 'messageSent' | 'messageChanged'; readonly sessionId: SessionId; readonly seq: Seq }
  | { readonly kind: 'endSession'; readonly sessionId: SessionId; readonly user: UserId | 'everyone' }
  | { readonly kind: 'endPresence'; readonly sessionId: SessionId }
  | { readonly kind: 'presenceChanged' | 'endPresenceFor' | 'endCallsFor'; readonly user: UserId };

/** Tells nobody, and remembers what it was to tell. */
export class MemoryLiveDelivery implements LiveDelivery {
  readonly #told: Told[] = [];

  /** Oldest first. */
  get told(): readonly Told[] {
    return this.#told;
  }

  async messageSent(sessionId: SessionId, seq: Seq): Promise<void> {
    this.#told.push({ kind: 'messageSent', sessionId, seq });
  }

  async messageChanged(sessionId: SessionId, seq: Seq): Promise<void> {
    this.#told.push({ kind: 'messageChanged', sessionId, seq });
  }

  async endSession(sessionId: SessionId, user: UserId | 'everyone'): Promise<void> {
    this.#told.push({ kind: 'endSession', sessionId, user });
  }

  async endCallsFor(user: UserId): Promise<void> {
    this.#told.push({ kind: 'endCallsFor', user });
  }

  async presenceChanged(user: UserId): Promise<void> {
    this.#told.push({ kind: 'presenceChanged', user });
  }

  async endPresence(sessionId: SessionId): Promise<void> {
    this.#told.push({ kind: 'endPresence', sessionId });
  }

  async endPresenceFor(user: UserId): Promise<void> {
    this.#told.push({ kind: 'endPresenceFor', user });
  }
}
