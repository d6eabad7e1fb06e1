import type { SessionEvent } from '../ports/session-events.ts';
import { closeWithSession } from '../video-calls/close-with-session.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/** A session that is archived or blocked takes its call with it; told again, or late, it ends none of a session that opened. */
export function endCallWhenSessionClosed(dependencies: CallDependencies) {
  return async (events: readonly SessionEvent[]): Promise<void> => {
    for (const event of events) {
      const session = event.name === 'SessionChanged' ? event.system.session : null;
      if (session !== null && session.status !== 'ACTIVE') await closeWithSession(dependencies, event.sessionId);
    }
  };
}
