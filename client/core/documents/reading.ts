import { receiptFragment, typingFragment } from '../../../domain/vocabulary/event-fragments.ts';
import type * as Schema from '../../../generated/schema.ts';
import { list } from '../decode.ts';
import { messageReceipts as readers, readReceipt, threadReadState as threadState, typingSignal } from '../model.ts';
import { mutation, query, selectionOf, subscription } from './operation.ts';

const receipt = { selection: selectionOf(receiptFragment), decode: readReceipt };
const typing = { selection: selectionOf(typingFragment), decode: typingSignal };
const thread = { selection: 'rootId lastReadSeq unreadCount', decode: threadState };

export const receipts = query<Schema.QueryReceiptsArgs>('receipts', { sessionId: 'ID!' })({
  ...receipt,
  decode: list(readReceipt),
});
export const messageReceipts = query<Schema.QueryMessageReceiptsArgs>('messageReceipts', { messageId: 'ID!' })({
  selection: 'memberCount deliveredCount readCount readBy',
  decode: readers,
});
export const threadReadState = query<Schema.QueryThreadReadStateArgs>('threadReadState', { messageId: 'ID!' })(thread);

export const markMessageAsRead = mutation<Schema.MutationMarkMessageAsReadArgs>('markMessageAsRead', {
  messageId: 'ID!',
})(receipt);
export const markMessageAsDelivered = mutation<Schema.MutationMarkMessageAsDeliveredArgs>('markMessageAsDelivered', {
  messageId: 'ID!',
})(receipt);
export const markThreadAsRead = mutation<Schema.MutationMarkThreadAsReadArgs>('markThreadAsRead', {
  messageId: 'ID!',
})(thread);
export const sendTypingIndicator = mutation<Schema.MutationSendTypingIndicatorArgs>('sendTypingIndicator', {
  sessionId: 'ID!',
  isTyping: 'Boolean',
})(typing);

export const onReceipt = subscription<Schema.SubscriptionOnReceiptArgs>('onReceipt', { sessionId: 'ID!' })(receipt);
export const onTypingIndicator = subscription<Schema.SubscriptionOnTypingIndicatorArgs>('onTypingIndicator', {
  sessionId: 'ID!',
})(typing);
