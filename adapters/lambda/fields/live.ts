import type { LiveService } from '../../../application/ports/live-service.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

/** What the resolvers of live delivery leave to the service. `onInbox` answers the sessions that it is to listen to, `onTypingIndicator` whose typing it leaves out. */
export const liveFields = (service: LiveService): ServiceFields => ({
  endLiveDelivery: userField({
    doing: 'end the live delivery',
    read: (_, { user }) => user,
    ask: service.endLiveDelivery,
    show: (ended) => ended,
  }),
  onTypingIndicator: userField({
    doing: 'listen for typing',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId') }),
    ask: service.watchTyping,
    show: ({ leftOut, untilJoin }) => ({ leftOut, untilJoin }),
  }),
  onInbox: userField({
    doing: 'listen to the inbox',
    read: (args, { user }) => ({ user, part: args.integer('part', 0) }),
    ask: service.listInboxSessions,
    show: (sessionIds) => sessionIds,
  }),
});
