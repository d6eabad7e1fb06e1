import { Limits } from '../../domain/vocabulary/limits.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { inputOf } from './drafts.ts';
import type { Draft } from './drafts.ts';
import type { PagePlace } from './history.ts';
import { pageAfter } from './model.ts';
import type { Transport } from './transport.ts';

const logPage = 200;

/** What the feed of a session asks the server for. Each rejects with a {@link ChatError}. */
export const sessionRequests = (transport: Transport, sessionId: string) => ({
  summary: () => ask(transport, documents.chatSession, { sessionId }),
  page: (place: PagePlace & { readonly limit: number }) => ask(transport, documents.messages, { sessionId, ...place }),
  log: (after: number) => ask(transport, documents.sessionLog, { sessionId, after, limit: logPage }),
  cursorAt: (date: Date) => ask(transport, documents.messageCursorAt, { sessionId, date: date.toISOString() }),
  members: (after: string | undefined) =>
    ask(transport, documents.members, {
      sessionId,
      limit: Limits.membersPage,
      ...pageAfter(after),
    }),
  marks: (messageIds: readonly string[]) => ask(transport, documents.myMarks, { sessionId, messageIds }),
  receipts: () => ask(transport, documents.receipts, { sessionId }),
  pins: () => ask(transport, documents.pinnedMessages, { sessionId }),
  typing: () => ask(transport, documents.sendTypingIndicator, { sessionId, isTyping: true }),
  read: (messageId: string) => ask(transport, documents.markMessageAsRead, { messageId }),
  delivered: (messageId: string) => ask(transport, documents.markMessageAsDelivered, { messageId }),
  send: ({ key, draft }: { readonly key: string; readonly draft: Draft }) =>
    ask(transport, documents.sendMessage, { input: inputOf(sessionId, key, draft) }),
});
