import type { Seq } from '../../domain/shared/ids.ts';
import type { VideoCallChanges } from '../../domain/video-call/video-call.ts';
import type { CallEvents } from '../ports/call-events.ts';
import type { CallTokens } from '../ports/call-tokens.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { ShowPresenceDependencies } from './show-presence.ts';
import { showPresence } from './show-presence.ts';

interface Told extends ShowPresenceDependencies {
  readonly live: Pick<LiveDelivery, 'messageSent' | 'presenceChanged'>;
  readonly callEvents: CallEvents;
  readonly callTokens: Pick<CallTokens, 'expel'>;
}

/**
 * Tells whoever listens what became of a call, and ends what those may no longer hear who are out of it: at once for signals,
 * and in the channel for those who were removed, since the token that they hold would last; for the same reason the number of a client
 * whose place another one took. Who is in a call shows in their presence.
 */
export async function tellOfCall(
  dependencies: Told,
  { state, came, went, moved, happened }: VideoCallChanges,
  positions: readonly Seq[],
): Promise<void> {
  const { live, callEvents, callTokens } = dependencies;
  const removed = happened.flatMap(({ event, userId }) => (event === 'PARTICIPANT_REMOVED' ? [userId] : []));
  await Promise.all(
    went.map(async ({ userId, uid }) => {
      await callEvents.endSignals(state, userId);
      if (removed.includes(userId)) await callTokens.expel({ channel: state.channel, uid });
    }),
  );
  await Promise.all(moved.map(({ uid }) => callTokens.expel({ channel: state.channel, uid })));
  for (const seq of positions) await live.messageSent(state.sessionId, seq);
  for (const happening of happened) await callEvents.happened(state, happening);
  await showPresence(
    dependencies,
    state,
    [...came, ...went].map(({ userId }) => userId),
  );
}
