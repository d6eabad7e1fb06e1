import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseSessionId, parseUserId } from '../../domain/shared/ids.ts';
import { memberGone } from '../../domain/vocabulary/bus-events.ts';
import type { CoMembers } from '../ports/co-members.ts';
import type { JobWorker } from '../ports/job-queue.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import { deliveredEvent } from './bus-events.ts';

export interface GoneMember {
  readonly sessionId: SessionId;
  readonly userId: UserId;
}

export interface EndDeliveryDependencies {
  readonly coMembers: CoMembers;
  readonly live: Pick<LiveDelivery, 'endSession' | 'endPresenceFor'>;
}

/**
 * Says once more that whoever left a session hears nothing of it, for the case that the service died between its commit and its
 * word. Its queue waits some seconds, so that the service is first; whoever came back meanwhile is left alone.
 * docs/adr/0028-two-readers-and-a-bus.md
 */
export const endDeliveryWhenMemberLeft = ({ coMembers, live }: EndDeliveryDependencies): JobWorker<GoneMember> => ({
  name: 'deliveries',
  parse: goneMember,
  async work({ sessionId, userId }) {
    const isBack = (await coMembers.among(sessionId, userId, [])) !== undefined;
    if (!isBack) {
      await live.endSession(sessionId, userId);
      // Whoever they still share a session with is watched again at once: subscribing asks anew.
      await live.endPresenceFor(userId);
    }
    return { kind: 'done' };
  },
});

function goneMember(body: unknown): GoneMember | undefined {
  const event = deliveredEvent(body);
  if (event?.type !== memberGone.type || event.facts['change'] !== memberGone.facts.change) return undefined;
  const { sessionId, userId } = event.facts;
  const session = typeof sessionId === 'string' ? parseSessionId(sessionId) : undefined;
  const user = typeof userId === 'string' ? parseUserId(userId) : undefined;
  return session === undefined || user === undefined ? undefined : { sessionId: session, userId: user };
}
