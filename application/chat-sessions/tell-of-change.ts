import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import type { Seq } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';

/**
 * Tells whoever listens what a session's log tells now, those who left with it, and then ends what they no longer may hear.
 * Of a new session its members are told.
 */
export async function tellOfChange(
  live: LiveDelivery,
  { state, before, members }: ChatSessionChanges,
  positions: readonly Seq[],
): Promise<void> {
  if (before === null) await live.messageSent(state.id, seqZero);
  for (const seq of positions) await live.messageSent(state.id, seq);
  if (state.status === 'BLOCKED' && before?.status !== 'BLOCKED') {
    await live.endSession(state.id, 'everyone');
    await live.endPresence(state.id);
    return;
  }
  for (const { userId } of members.removed) await live.endSession(state.id, userId);
  if (members.removed.length > 0) await live.endPresence(state.id);
}
