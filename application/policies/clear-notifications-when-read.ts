import type { ClearJob } from '../notifications/jobs.ts';
import type { SessionEvent } from '../ports/session-events.ts';

/** Clears what was read elsewhere: of several steps of one member's pointer, the last one says it all. */
export function clearNotificationsWhenRead(events: readonly SessionEvent[]): readonly ClearJob[] {
  const furthest = new Map<string, ClearJob>();
  for (const event of events) {
    if (event.name !== 'ReadPointerMoved') continue;
    const { sessionId, userId: user, to: upTo } = event;
    const known = furthest.get(`${sessionId} ${user}`);
    if (known === undefined || known.upTo < upTo) {
      furthest.set(`${sessionId} ${user}`, { kind: 'clear', user, sessionId, upTo });
    }
  }
  return [...furthest.values()];
}
