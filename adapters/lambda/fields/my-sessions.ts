import type { ChatService } from '../../../application/ports/chat-service.ts';
import { toConnection } from '../chat-service-answer.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

const defaultPage = 20;

export const mySessions = (service: Pick<ChatService, 'listMyChatSessions'>): ServiceFields => ({
  myChatSessions: userField({
    doing: 'list the sessions',
    read: (args, { user }) => ({ user, limit: args.integer('limit', defaultPage), after: args.textOrNull('after') }),
    ask: service.listMyChatSessions,
    show: toConnection,
  }),
});
