import type { CoMembers } from '../ports/co-members.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { SessionEvent } from '../ports/session-events.ts';

export interface EndDeliveryDependencies {
  readonly live: Pick<LiveDelivery, 'endSession' | 'endPresence'>;
  readonly coMembers: CoMembers;
}

/**
 * Ends the live delivery to whoever is in a session no more. The service that removed them does the same, and may have died
 * between the commit and that: this is who makes up for it. Who has come back meanwhile keeps what they hear.
 */
export function endDeliveryWhenMemberLeft({ live, coMembers }: EndDeliveryDependencies) {
  return async (events: readonly SessionEvent[]): Promise<void> => {
    for (const event of events) {
      if (event.name !== 'MemberLeft') continue;
      const { sessionId, member } = event;
      const members = await coMembers.among(sessionId, member.userId, [member.userId]);
      if (members?.has(member.userId) === true) continue;
      await live.endSession(sessionId, member.userId);
      await live.endPresence(sessionId);
    }
  };
}
