import type { ChatService, CreateChatSession } from '../../../application/ports/chat-service.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { SessionKind, SessionType } from '../../../domain/vocabulary/sessions.ts';
import { toChatSession } from '../chat-service-answer.ts';
import type { EventReader } from '../event-reader.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';
import { readSettings } from './settings-input.ts';

export const creatingSessions = (service: Pick<ChatService, 'createChatSession'>): ServiceFields => ({
  createChatSession: userField({
    doing: 'create the session',
    read: (args, { user }) => readCreate(args.object('input'), user),
    ask: service.createChatSession,
    show: toChatSession,
  }),
});

/** Defaults are the schema's, for arguments that came as `null`. */
const readCreate = (input: EventReader, creator: UserId): CreateChatSession => ({
  creator,
  sessionType: input.oneOf('sessionType', SessionType, SessionType.GENERAL),
  kind: input.oneOf('kind', SessionKind, SessionKind.GROUP),
  name: input.textOrNull('name'),
  memberIds: input.texts('memberIds'),
  description: input.textOrNull('description'),
  avatarUrl: input.textOrNull('avatarUrl'),
  bannerUrl: input.textOrNull('bannerUrl'),
  ...(input.isGiven('tags') ? { tags: input.texts('tags') } : {}),
  ...(input.isGiven('settings') ? { settings: readSettings(input.object('settings')) } : {}),
  clientSessionId: input.textOrNull('clientSessionId'),
});
