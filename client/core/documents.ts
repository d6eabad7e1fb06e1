import { messageFragment, typingFragment } from '../../domain/vocabulary/event-fragments.ts';
import type * as Schema from '../../generated/schema.ts';
import { field } from './decode.ts';
import type { Decoder } from './decode.ts';
import { logPage, message, messagePage, readReceipt, sessionPage, sessionSummary, typingSignal } from './model.ts';
import type { Transport, Variables } from './transport.ts';

/** A document with one root field, and how that field's value is read. `In` are its variables. */
export interface Operation<In extends Variables, Out> {
  readonly document: string;
  readonly read: (data: unknown) => Out;
  /** Only for the compiler. */
  readonly variables?: In;
}

/** Writes a list of paths (`content/text`) as a selection set. */
export const selectionOf = (paths: readonly string[]): string =>
  paths
    .filter((path) => !path.includes('/'))
    .map((name) => {
      const inner = paths.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1));
      return inner.length === 0 ? name : `${name} { ${selectionOf(inner)} }`;
    })
    .join(' ');

// A mutation that feeds a subscription is refused unless it selects everything that subscribers receive.
const messageFields = selectionOf(messageFragment);
const typingFields = selectionOf(typingFragment);
const sessionFields =
  'id sessionType kind name status createdBy memberCount lastSeq lastActivityAt ' +
  'lastMessage { seq senderId text } myRole lastReadSeq unreadCount';

const operation =
  <In extends Variables>() =>
  <Out>(root: string, decode: Decoder<Out>, document: string): Operation<In, Out> => ({
    document,
    read: (data) => field(data, root, 'data', decode),
  });

export const ask = async <In extends Variables, Out>(
  transport: Transport,
  { document, read }: Operation<In, Out>,
  variables: In,
): Promise<Out> => read(await transport.request(document, variables));

export const chatSession = operation<Schema.QueryChatSessionArgs>()(
  'chatSession',
  sessionSummary,
  `query ChatSession($sessionId: ID!) { chatSession(sessionId: $sessionId) { ${sessionFields} } }`,
);

export const myChatSessions = operation<Schema.QueryMyChatSessionsArgs>()(
  'myChatSessions',
  sessionPage,
  `query MyChatSessions($limit: Int, $after: String) {
  myChatSessions(limit: $limit, after: $after) { items { ${sessionFields} } pageInfo { endCursor hasNextPage } }
}`,
);

export const messages = operation<Omit<Schema.QueryMessagesArgs, 'after'>>()(
  'messages',
  messagePage,
  `query Messages($sessionId: ID!, $limit: Int, $before: String) {
  messages(sessionId: $sessionId, limit: $limit, before: $before) {
    items { ${messageFields} } pageInfo { startCursor hasPreviousPage }
  }
}`,
);

export const sessionLog = operation<Schema.QuerySessionLogArgs>()(
  'sessionLog',
  logPage,
  `query SessionLog($sessionId: ID!, $after: Int, $limit: Int) {
  sessionLog(sessionId: $sessionId, after: $after, limit: $limit) {
    entries { seq kind message { ${messageFields} } } contiguousSeq lastSeq
  }
}`,
);

export const createChatSession = operation<Schema.MutationCreateChatSessionArgs>()(
  'createChatSession',
  sessionSummary,
  `mutation CreateChatSession($input: CreateChatSessionInput!) { createChatSession(input: $input) { ${sessionFields} } }`,
);

export const sendMessage = operation<Schema.MutationSendMessageArgs>()(
  'sendMessage',
  message,
  `mutation SendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ${messageFields} } }`,
);

export const markMessageAsRead = operation<Schema.MutationMarkMessageAsReadArgs>()(
  'markMessageAsRead',
  readReceipt,
  `mutation MarkMessageAsRead($messageId: ID!) {
  markMessageAsRead(messageId: $messageId) { sessionId userId lastReadSeq readAt }
}`,
);

export const sendTypingIndicator = operation<Schema.MutationSendTypingIndicatorArgs>()(
  'sendTypingIndicator',
  typingSignal,
  `mutation SendTypingIndicator($sessionId: ID!, $isTyping: Boolean) {
  sendTypingIndicator(sessionId: $sessionId, isTyping: $isTyping) { ${typingFields} }
}`,
);

export const onMessageSent = operation<Schema.SubscriptionOnMessageSentArgs>()(
  'onMessageSent',
  message,
  `subscription OnMessageSent($sessionId: ID!) { onMessageSent(sessionId: $sessionId) { ${messageFields} } }`,
);

export const onTypingIndicator = operation<Schema.SubscriptionOnTypingIndicatorArgs>()(
  'onTypingIndicator',
  typingSignal,
  `subscription OnTypingIndicator($sessionId: ID!) { onTypingIndicator(sessionId: $sessionId) { ${typingFields} } }`,
);
