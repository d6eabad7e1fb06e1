import type { EventBus } from '../ports/event-bus.ts';
import type { SessionEventConsumer } from '../ports/session-events.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';
import { endCallWhenSessionClosed } from './end-call-when-session-closed.ts';
import { leaveCallWhenMemberLeft } from './leave-call-when-member-left.ts';
import { publishWhatHappened } from './publish-what-happened.ts';

export interface EventsDependencies {
  readonly calls: CallDependencies;
  readonly bus: EventBus;
}

/**
 * The second of the two who read the stream: what cannot wait is done here, and everyone else is told over the bus.
 * docs/adr/0028-two-readers-and-a-bus.md
 */
export function events(dependencies: EventsDependencies): SessionEventConsumer {
  const { calls } = dependencies;
  const publish = publishWhatHappened(dependencies);
  const [leaveCall, endCall] = [leaveCallWhenMemberLeft(calls), endCallWhenSessionClosed(calls)];
  return {
    name: 'events',
    async handle(happened) {
      await leaveCall(happened);
      await endCall(happened);
      await publish(happened);
    },
  };
}
