/**
 * What a mutation must select so that no subscriber of its event receives a blank: AppSync delivers only the fields that
 * the mutation selected. Paths as in `ctx.info.selectionSetList`. `test/house/event-fragments.test.ts` holds these
 * lists to the schema's types.
 */
export const messageFragment: readonly string[] = [
  'id',
  'sessionId',
  'seq',
  'kind',
  'content',
  'content/text',
  'senderId',
  'senderName',
  'clientMessageId',
  'createdAt',
];

export const typingFragment: readonly string[] = ['sessionId', 'userId', 'userName', 'isTyping', 'expiresAt'];
