import type { CreateChatSession, ListMyChatSessions } from '../../application/ports/chat-service.ts';
import { parseUserId } from '../../domain/shared/ids.ts';
import { SessionKind, SessionType } from '../../domain/vocabulary/sessions.ts';
import { EventReader } from './event-reader.ts';

const Field = { createChatSession: 'createChatSession', myChatSessions: 'myChatSessions' } as const;

/** What `resolvers/lib/chat-service.ts` asks for. */
export type ChatServiceRequest =
  | { readonly field: typeof Field.createChatSession; readonly wish: CreateChatSession }
  | { readonly field: typeof Field.myChatSessions; readonly wish: ListMyChatSessions };

const defaultPage = 20;

/**
 * Reads `{ field, identity: { sub }, arguments }`. Defaults are the schema's, for arguments that came as `null`.
 * @throws {MalformedEvent}
 */
export function readChatServiceEvent(event: unknown): ChatServiceRequest {
  const root = new EventReader(event, 'event');
  const caller = root.object('identity').parsed('sub', parseUserId, 'a user id');
  const args = root.object('arguments');
  const field = root.oneOf('field', Field);
  switch (field) {
    case 'createChatSession':
      return { field, wish: readCreate(args.object('input'), caller) };
    case 'myChatSessions':
      return {
        field,
        wish: { user: caller, limit: args.integer('limit', defaultPage), after: args.textOrNull('after') },
      };
  }
}

const readCreate = (input: EventReader, creator: CreateChatSession['creator']): CreateChatSession => ({
  creator,
  sessionType: input.oneOf('sessionType', SessionType, SessionType.GENERAL),
  kind: input.oneOf('kind', SessionKind, SessionKind.GROUP),
  name: input.textOrNull('name'),
  memberIds: input.texts('memberIds'),
});
