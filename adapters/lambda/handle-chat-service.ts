import type { ChatService } from '../../application/ports/chat-service.ts';
import type { ChatSessionConnectionValue, ChatSessionValue, ServiceAnswer } from './chat-service-answer.ts';
import { toAnswer, toChatSession, toConnection } from './chat-service-answer.ts';
import { readChatServiceEvent } from './chat-service-event.ts';

/** Answers one event of the `ChatService` data source. @throws {MalformedEvent} */
export async function handleChatService(
  service: ChatService,
  event: unknown,
): Promise<ServiceAnswer<ChatSessionValue | ChatSessionConnectionValue>> {
  const request = readChatServiceEvent(event);
  switch (request.field) {
    case 'createChatSession':
      return toAnswer('create the session', await service.createChatSession(request.wish), toChatSession);
    case 'myChatSessions':
      return toAnswer('list the sessions', await service.listMyChatSessions(request.wish), toConnection);
  }
}
