import type { EventBus } from '../ports/event-bus.ts';
import type { SessionEventConsumer } from '../ports/session-events.ts';
import type { EndDeliveryDependencies } from './end-delivery-when-member-left.ts';
import { endDeliveryWhenMemberLeft } from './end-delivery-when-member-left.ts';
import { publishWhatHappened } from './publish-what-happened.ts';

/**
 * The second of the two who read the stream: what cannot wait is done here, and everyone else is told over the bus.
 * docs/adr/0028-two-readers-and-a-bus.md
 */
export function events(dependencies: EndDeliveryDependencies & { readonly bus: EventBus }): SessionEventConsumer {
  const [end, publish] = [endDeliveryWhenMemberLeft(dependencies), publishWhatHappened(dependencies)];
  return {
    name: 'events',
    async handle(happened) {
      await end(happened);
      await publish(happened);
    },
  };
}
