import type { CallAddress, CallEvents } from '../../application/ports/call-events.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { CallHappening } from '../../domain/video-call/decision.ts';
import type { TellingParts } from './telling.ts';
import { Telling } from './telling.ts';

/**
 * Tells AppSync's subscribers what happens in calls, by its IAM-only mutations, which read the stored call (docs/adr/0031). An
 * answer that got lost is asked for again, so that an event may arrive twice: receivers go by the call's version.
 */
export class AppSyncCallEvents implements CallEvents {
  readonly #telling: Telling;

  constructor(parts: TellingParts) {
    this.#telling = new Telling(parts);
  }

  happened({ id, sessionId }: CallAddress, { event, userId }: CallHappening): Promise<void> {
    const whom = userId === null ? {} : { userId };
    return this.#telling.tell('publishCallEvent', { callId: id, event, ...whom }, { sessionId, seq: null });
  }

  rings({ id, sessionId }: CallAddress, user: UserId): Promise<void> {
    return this.#telling.tell('publishIncomingCall', { callId: id, userId: user }, { sessionId, seq: null });
  }

  endSignals({ id, sessionId }: CallAddress, user: UserId): Promise<void> {
    return this.#telling.tell('endCallDelivery', { callId: id, userId: user }, { sessionId, seq: null });
  }
}
