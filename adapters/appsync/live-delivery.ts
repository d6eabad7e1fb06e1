import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { Operation } from './operations.ts';
import type { TellingParts, Undelivered } from './telling.ts';
import { Telling } from './telling.ts';

/**
 * Tells AppSync's subscribers by its IAM-only mutations, which read from the log what they tell (docs/adr/0017).
 *
 * An answer that got lost is asked for again, so that an event may arrive twice: receivers go by its position.
 */
export class AppSyncLiveDelivery implements LiveDelivery {
  readonly #telling: Telling;

  constructor(parts: TellingParts) {
    this.#telling = new Telling(parts);
  }

  messageSent(sessionId: SessionId, seq: Seq): Promise<void> {
    return this.#tell('publishMessage', { messageId: messageIdOf(sessionId, seq) }, { sessionId, seq });
  }

  messageChanged(sessionId: SessionId, seq: Seq): Promise<void> {
    return this.#tell('publishMessageUpdate', { messageId: messageIdOf(sessionId, seq) }, { sessionId, seq });
  }

  endSession(sessionId: SessionId, user: UserId | 'everyone'): Promise<void> {
    const whose = user === 'everyone' ? {} : { userId: user };
    const about = { sessionId, seq: null };
    // AppSync ends subscriptions to five fields a request; those of calls are more.
    return together([
      this.#tell('endSessionDelivery', { sessionId, ...whose }, about),
      this.#tell('endCallDelivery', { sessionId, ...whose }, about),
    ]);
  }

  endCallsFor(user: UserId): Promise<void> {
    return this.#tell('endCallDelivery', { userId: user }, { sessionId: null, seq: null });
  }

  presenceChanged(user: UserId): Promise<void> {
    return this.#tell('publishPresence', { userId: user }, { sessionId: null, seq: null });
  }

  endPresence(sessionId: SessionId): Promise<void> {
    return this.#tell('endPresenceDelivery', { sessionId }, { sessionId, seq: null });
  }

  endPresenceFor(user: UserId): Promise<void> {
    return this.#tell('endPresenceDelivery', { userId: user }, { sessionId: null, seq: null });
  }

  #tell(
    operation: Operation,
    variables: Readonly<Record<string, string>>,
    about: Pick<Undelivered, 'sessionId' | 'seq'>,
  ): Promise<void> {
    return this.#telling.tell(operation, variables, about);
  }
}

const together = async (words: readonly Promise<void>[]): Promise<void> => {
  await Promise.all(words);
};
