import type * as Schema from '../../../generated/schema.ts';
import { field, text } from '../decode.ts';
import type { Decoder } from '../decode.ts';
import { discoveredPage, pageOf, memberPreferences, sessionPage, sessionSummary } from '../model.ts';
import { changed } from './messages.ts';
import { mutation, query } from './operation.ts';

const id: Decoder<string> = (value, path) => field(value, 'id', path, text);
const settings =
  'settings { allowInvites requireApproval allowFileUploads maxFileSize allowedFileTypes messageRetentionDays enableAI ' +
  'moderationLevel slowModeSeconds maxMembers allowAnonymous }';
const preferences = 'notifications mutedUntil customName';
const sessionFields =
  `id sessionType kind name description avatarUrl bannerUrl tags status isFrozen ${settings} createdBy memberCount ` +
  'lastSeq lastActivityAt lastMessage { seq senderId senderName kind text } myRole myPermissions myMutedUntil myAlias ' +
  `myPreferences { ${preferences} } lastReadSeq firstUnreadCursor unreadCount mentionCount`;
const summary = { selection: sessionFields, decode: sessionSummary };

export const chatSession = query<Schema.QueryChatSessionArgs>('chatSession', { sessionId: 'ID!' })(summary);
export const myChatSessions = query<Schema.QueryMyChatSessionsArgs>('myChatSessions', {
  limit: 'Int',
  after: 'String',
})({ selection: `items { ${sessionFields} } pageInfo { endCursor hasNextPage }`, decode: sessionPage });
/** As `myChatSessions`, for whoever counts them. */
export const sessionIds = query<Schema.QueryMyChatSessionsArgs>('myChatSessions', {
  limit: 'Int',
  after: 'String',
})({ selection: 'items { id } pageInfo { endCursor hasNextPage }', decode: pageOf(id) });
export const discoverSessions = query<Schema.QueryDiscoverSessionsArgs>('discoverSessions', {
  text: 'String',
  tag: 'String',
  limit: 'Int',
  after: 'String',
})({
  selection:
    'items { id sessionType name description avatarUrl tags memberCount requireApproval isMember } ' +
    'pageInfo { endCursor hasNextPage }',
  decode: discoveredPage,
});

export const createChatSession = mutation<Schema.MutationCreateChatSessionArgs>('createChatSession', {
  input: 'CreateChatSessionInput!',
})(summary);
export const updateChatSession = mutation<Schema.MutationUpdateChatSessionArgs>('updateChatSession', {
  input: 'UpdateChatSessionInput!',
})(changed);
export const updateSessionSettings = mutation<Schema.MutationUpdateSessionSettingsArgs>('updateSessionSettings', {
  input: 'UpdateSessionSettingsInput!',
})(changed);
export const updateMyPreferences = mutation<Schema.MutationUpdateMyPreferencesArgs>('updateMyPreferences', {
  input: 'UpdateMyPreferencesInput!',
})({ selection: preferences, decode: memberPreferences });

const ofSession = (root: string) => mutation<{ readonly sessionId: string }>(root, { sessionId: 'ID!' })(changed);
export const archiveChatSession = ofSession('archiveChatSession');
export const unarchiveChatSession = ofSession('unarchiveChatSession');
export const freezeChatSession = ofSession('freezeChatSession');
export const unfreezeChatSession = ofSession('unfreezeChatSession');
export const joinChatSession = ofSession('joinChatSession');
export const leaveChatSession = ofSession('leaveChatSession');
