import type { Instant } from '../../domain/shared/instant.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { isClosed, memberIn } from '../../domain/video-call/call-session.ts';
import { callEnded, callNotFound, notInCall } from '../../domain/video-call/decision.ts';
import { isInWith, presentAs } from '../../domain/video-call/participants.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { CallService } from '../ports/call-service.ts';
import { onCall } from '../video-calls/answer-call.ts';
import { closeWithSession } from '../video-calls/close-with-session.ts';
import { dropFromCall } from '../video-calls/drop-from-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';
import { showPresence } from '../video-calls/show-presence.ts';

/** Often enough for presence, which lapses after minutes, and a write a minute instead of four. */
const minuteOf = (at: Instant): number => Math.floor(at / 60_000);

/**
 * A participant's client is there. Someone who is no member any more is out of the call with it, and a call whose two do not talk
 * any more is over, should nobody have said so before; a client whose place another one took is in it no more. Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `TryAgain`.
 */
export function heartbeat(dependencies: CallDependencies): CallService['heartbeat'] {
  const { videoCalls, clock } = dependencies;
  return ({ user, callId, clientId = null }) =>
    onCall(callId, async (id) => {
      const call = await videoCalls.find(id);
      const session = call && (await videoCalls.session(call.state.sessionId, [user]));
      if (call === undefined || session === undefined) return refused(callNotFound);
      if (memberIn(session, user) === undefined) {
        await dropFromCall(dependencies, id, user);
        return refused(callNotFound);
      }
      if (isOver(call.state.phase)) return refused(callEnded);
      if (isClosed(session)) {
        await closeWithSession(dependencies, session.id);
        return refused(callEnded);
      }
      const own = presentAs(call.state, user);
      if (own !== undefined && !isInWith(own, clientId)) return refused(notInCall);
      const now = clock.now();
      if (!(await videoCalls.seen(id, user, now))) return refused(notInCall);
      const before = own?.lastSeenAt;
      if (before !== undefined && minuteOf(before) !== minuteOf(now))
        await showPresence(dependencies, call.state, [user]);
      return done(true);
    });
}
