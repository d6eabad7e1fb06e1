import { ChatError } from '../../client/core/index.ts';
import type { SessionSummary, Transport, Variables } from '../../client/core/index.ts';
import { deliveredTo, readTo, sampleMessages, sampleReplies } from './sample-messages.ts';
import { joinedAs, sampleCall } from './sample-call.ts';
import { ago, sampleSession, sampleSessions } from './sample-session.ts';

/** How the server that there is none of behaves. */
export interface FakeServer {
  readonly session?: Partial<SessionSummary>;
  /** Default: they are there. */
  readonly messages?: 'none' | 'loading' | 'refused';
  /** Whether live delivery breaks off. */
  readonly isLost?: boolean;
  readonly sessions?: 'none' | 'many' | 'loading' | 'failed';
  /** Whether a call is on. */
  readonly isCalled?: boolean;
}

/** What holds these words is never answered. */
export const onItsWay = 'On its way';

const never = new Promise<never>(() => undefined);
const refused = (code: ChatError['code'], message: string): ChatError =>
  new ChatError(code, message, { retryable: false });

const onePage = (items: readonly unknown[]) => ({
  items,
  pageInfo: { startCursor: null, endCursor: null, hasPreviousPage: false, hasNextPage: false },
});

const members = ['ann', 'bob', 'cat'].map((userId) => ({
  userId,
  role: userId === 'ann' ? 'OWNER' : 'MEMBER',
  joinedAt: ago(60),
  mutedUntil: userId === 'cat' ? ago(-90) : null,
}));

const receipts = ['bob', 'cat'].map((userId) => ({
  sessionId: sampleSession.id,
  userId,
  lastReadSeq: readTo,
  readAt: ago(1),
  lastDeliveredSeq: deliveredTo,
}));

const noticeSettings = { pushEnabled: true, emailEnabled: false, showPreviews: true, quietHours: null, digest: false };

/** Answers what the page asks for from plain data. What changes something is refused: nothing changes here. */
export const fakeTransport = (server: FakeServer): Transport => {
  const session = {
    ...sampleSession,
    lastSeq: sampleMessages.length,
    lastReadSeq: sampleMessages.length,
    ...server.session,
  };
  const lists = { one: [session], many: sampleSessions, none: [] };
  const messages = server.messages === 'none' ? [] : sampleMessages;
  let call: object = sampleCall;
  const answers: Readonly<Record<string, (variables: Variables) => unknown>> = {
    chatSession: () => session,
    myChatSessions: () => {
      if (server.sessions === 'failed') throw refused('NetworkLost', 'unable to list the sessions; nobody answers');
      return server.sessions === 'loading' ? never : onePage(lists[server.sessions ?? 'one']);
    },
    messages: () => {
      if (server.messages === 'refused') throw refused('SessionNotFound', 'unable to read; there is no such session');
      return server.messages === 'loading' ? never : onePage(messages);
    },
    threadMessages: () => onePage(sampleReplies),
    sessionLog: () => ({ entries: [], contiguousSeq: messages.length, lastSeq: messages.length }),
    members: () => onePage(members),
    receipts: () => receipts,
    myMarks: () => [{ messageId: `${sampleSession.id}.4`, reactions: ['👍'], votes: [] }],
    pinnedMessages: () =>
      messages.slice(1, 3).map((message) => ({ message, pinnedBy: 'ann', pinnedAt: ago(5), until: ago(-600) })),
    joinRequests: () => [{ sessionId: session.id, userId: 'dan', note: 'May I?', requestedAt: ago(9) }],
    bannedMembers: () => [{ userId: 'eve', bannedBy: 'ann', bannedAt: ago(90), reason: 'Was loud' }],
    auditLog: () => onePage([{ moderatorId: 'ann', messageId: 'x', senderId: 'bob', at: ago(30) }]),
    myBlockedUsers: () => [],
    myInvites: () => [],
    myDevices: () => [],
    activeCall: () => (server.isCalled === true ? call : null),
    joinCall: ({ input }) => {
      call = joinedAs(typeof input === 'object' && input !== null && 'clientId' in input ? input.clientId : null);
      return { call, seat: null };
    },
    keepCallAlive: () => call,
    leaveCall: () => call,
    sessionPresence: () => [],
    presence: () => [],
    notificationSettings: () => noticeSettings,
    notifications: () => ({ ...onePage([]), unseenCount: 0 }),
  };
  return {
    async request(document, variables) {
      const root = /\{\s*(\w+)/.exec(document.replace(/^[^{]*/, ''))?.[1] ?? '';
      if (JSON.stringify(variables).includes(onItsWay)) return never;
      const answer = answers[root];
      if (answer === undefined) throw refused('NotAllowed', 'unable to change anything; this is the gallery');
      return { [root]: await answer(variables) };
    },
    live(_document, _variables, handlers) {
      const timer = setTimeout(() => {
        handlers.ready();
        if (server.isLost === true) {
          handlers.lost(new ChatError('NetworkLost', 'unable to listen; the connection was lost', { retryable: true }));
        }
      }, 0);
      return () => clearTimeout(timer);
    },
  };
};
