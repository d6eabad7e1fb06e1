import type { SessionEvent } from '../ports/session-events.ts';
import { dropFromCall } from '../video-calls/drop-from-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * Who is in a session no more is out of its call: told again, or late, it takes out nobody who has come back meanwhile. Whoever
 * is not taken out here is with their client's next sign of life, or when there is none.
 */
export function leaveCallWhenMemberLeft(dependencies: CallDependencies) {
  return async (events: readonly SessionEvent[]): Promise<void> => {
    for (const event of events) {
      if (event.name !== 'MemberLeft') continue;
      const callId = await dependencies.videoCalls.liveIn(event.sessionId);
      if (callId !== undefined) await dropFromCall(dependencies, callId, event.member.userId);
    }
  };
}
