import {
  everyMessageFragment,
  messageFragment,
  messageUpdateFragment,
} from '../../../domain/vocabulary/event-fragments.ts';
import type * as Schema from '../../../generated/schema.ts';
import { list, nullable, text } from '../decode.ts';
import { message as anyMessage } from '../message.ts';
import { change, logEntry, logPage, marks, messagePage, pin } from '../model.ts';
import { mutation, query, selectionOf, subscription } from './operation.ts';

const everyMessageFields = selectionOf(everyMessageFragment);
// A mutation that feeds a subscription is refused unless it selects everything that subscribers receive; what only the
// system writes would make its selection larger for nothing.
const messageFields = selectionOf(messageFragment);
const updateFields = selectionOf(messageUpdateFragment);
const pageFields = `items { ${everyMessageFields} } pageInfo { startCursor endCursor hasPreviousPage hasNextPage }`;

const entryFields = `sessionId seq kind createdAt change actorId message { ${everyMessageFields} }`;
/** A log entry as the answer to a change that took it; null where nothing changed. */
export const changed = { selection: entryFields, decode: nullable(logEntry) };
// Nobody edits or deletes what the system says, though people react to it.
const told = { selection: updateFields, decode: nullable(logEntry) };

export const messages = query<Schema.QueryMessagesArgs>('messages', {
  sessionId: 'ID!',
  limit: 'Int',
  before: 'String',
  after: 'String',
  around: 'String',
})({ selection: pageFields, decode: messagePage });

export const message = query<Schema.QueryMessageArgs>('message', { messageId: 'ID!' })({
  selection: everyMessageFields,
  decode: anyMessage,
});

export const threadMessages = query<Schema.QueryThreadMessagesArgs>('threadMessages', {
  messageId: 'ID!',
  limit: 'Int',
  before: 'String',
  after: 'String',
})({ selection: pageFields, decode: messagePage });

export const messageCursorAt = query<Schema.QueryMessageCursorAtArgs>('messageCursorAt', {
  sessionId: 'ID!',
  date: 'AWSDateTime!',
})({ decode: text });

export const sessionLog = query<Schema.QuerySessionLogArgs>('sessionLog', {
  sessionId: 'ID!',
  after: 'Int',
  limit: 'Int',
})({
  selection: `entries { seq kind change actorId message { ${everyMessageFields} } } contiguousSeq lastSeq`,
  decode: logPage,
});

export const myMarks = query<Schema.QueryMyMarksArgs>('myMarks', { sessionId: 'ID!', messageIds: '[ID!]!' })({
  selection: 'messageId reactions votes',
  decode: list(marks),
});

export const pinnedMessages = query<Schema.QueryPinnedMessagesArgs>('pinnedMessages', { sessionId: 'ID!' })({
  selection: `message { ${everyMessageFields} } pinnedBy pinnedAt until`,
  decode: list(pin),
});

export const sendMessage = mutation<Schema.MutationSendMessageArgs>('sendMessage', { input: 'SendMessageInput!' })({
  selection: messageFields,
  decode: anyMessage,
});

export const editMessage = mutation<Schema.MutationEditMessageArgs>('editMessage', {
  messageId: 'ID!',
  content: 'MessageContentInput!',
})(told);
export const deleteMessage = mutation<Schema.MutationDeleteMessageArgs>('deleteMessage', { messageId: 'ID!' })(told);
export const addReaction = mutation<Schema.MutationAddReactionArgs>('addReaction', {
  messageId: 'ID!',
  emoji: 'String!',
})(changed);
export const removeReaction = mutation<Schema.MutationRemoveReactionArgs>('removeReaction', {
  messageId: 'ID!',
  emoji: 'String!',
})(changed);
export const votePoll = mutation<Schema.MutationVotePollArgs>('votePoll', {
  messageId: 'ID!',
  optionIds: '[Int!]!',
})(changed);
export const closePoll = mutation<Schema.MutationClosePollArgs>('closePoll', { messageId: 'ID!' })(changed);
export const pinMessage = mutation<Schema.MutationPinMessageArgs>('pinMessage', {
  messageId: 'ID!',
  until: 'AWSDateTime',
})(changed);
export const unpinMessage = mutation<Schema.MutationUnpinMessageArgs>('unpinMessage', { messageId: 'ID!' })(changed);

export const onMessageSent = subscription<Schema.SubscriptionOnMessageSentArgs>('onMessageSent', { sessionId: 'ID!' })({
  selection: everyMessageFields,
  decode: anyMessage,
});
export const onMessageUpdated = subscription<Schema.SubscriptionOnMessageUpdatedArgs>('onMessageUpdated', {
  sessionId: 'ID!',
})({ selection: entryFields, decode: change });
export const onInbox = subscription<Schema.SubscriptionOnInboxArgs>('onInbox', { part: 'Int' })({
  selection: everyMessageFields,
  decode: anyMessage,
});
