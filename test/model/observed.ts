import * as documents from '../../client/core/documents.ts';
import { ask } from '../../client/core/documents.ts';
import { chatErrorFrom } from '../../client/core/errors.ts';
import { message } from '../../client/core/message.ts';
import type { SessionSummary } from '../../client/core/model.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { MessageContent } from '../../generated/schema.ts';
import type { Model, Session } from './model.ts';
import { isAllowed, memberOf } from './model.ts';
import type { User } from './user.ts';
import type { Views } from './views.ts';
import { viewOfMessage, viewOfRow } from './views.ts';

type Named = readonly [name: string, value: unknown];

/** What everyone is shown. The model says only whom to ask. */
export const observedViews = async (model: Model, users: readonly User[]): Promise<Views> => {
  const parts = await Promise.all([
    ...model.sessions.map((session) => ofSession(session, users)),
    ...users.map((user) => ofSelf(user)),
    ...model.sessions.flatMap((session) => users.map((user) => ofUser(session, user))),
  ]);
  return Object.fromEntries(parts.flat());
};

const refusalOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (cause: unknown) => chatErrorFrom(cause).code,
  );

interface Log {
  readonly entries: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly change: string | null;
    readonly actorId: string | null;
    readonly message: unknown;
  }[];
  readonly contiguousSeq: number;
  readonly lastSeq: number;
}

/** As the API answers it, for the client does not read what kind of change an entry is. */
const wholeLog = async ({ transport }: User, sessionId: string) => {
  const entries = [];
  for (let after = 0; ;) {
    const data = await transport.request(documents.sessionLog.document, { sessionId, after, limit: 200 });
    const { sessionLog: page } = data as { readonly sessionLog: Log };
    entries.push(...page.entries.filter(({ seq }) => seq > after && seq <= page.contiguousSeq));
    if (page.contiguousSeq <= after) return { entries, ends: page.contiguousSeq === page.lastSeq };
    after = page.contiguousSeq;
    if (after === page.lastSeq) return { entries, ends: true };
  }
};

const ofSession = async (session: Session, users: readonly User[]): Promise<readonly Named[]> => {
  const sessionId = session.id;
  const members = users.filter(({ userId }) => memberOf(session, userId) !== undefined);
  const [one, another] = [members.at(0), members.at(-1)];
  if (one === undefined || another === undefined) return [];
  const judge = members.find(({ userId }) => {
    const member = memberOf(session, userId);
    return member !== undefined && isAllowed(session, member, 'BAN');
  });
  const [{ entries, ends }, pins] = await Promise.all([
    wholeLog(another, sessionId),
    ask(one.transport, documents.pinnedMessages, { sessionId }),
  ]);
  const isWhole = ends && entries.every(({ seq }, at) => seq === at + 1);
  return [
    [
      `${sessionId} log`,
      isWhole
        ? entries
            .filter(({ kind }) => kind !== 'VOID')
            .map((entry) => ({
              kind: entry.kind,
              change: entry.change,
              actorId: entry.actorId,
              message: entry.message === null ? null : viewOfMessage(message(entry.message, 'message')),
            }))
        : 'has a hole',
    ],
    [`${sessionId} pins`, pins.map((pin) => ({ seq: pin.message.seq, by: pin.pinnedBy }))],
    ...(judge === undefined ? [] : [...(await admissionsOf(judge, sessionId)), ...(await editsOf(session, judge))]),
    ...(await votesOf(session, one)),
    ...(await threadsOf(session, one)),
  ];
};

const admissionsOf = async ({ transport }: User, sessionId: string): Promise<readonly Named[]> => {
  const [bans, requests] = await Promise.all([
    ask(transport, documents.bannedMembers, { sessionId }),
    ask(transport, documents.joinRequests, { sessionId }),
  ]);
  return [
    [`${sessionId} bans`, bans.map(({ userId }) => userId).sort()],
    [`${sessionId} requests`, requests.map(({ userId }) => userId).sort()],
  ];
};

interface Edits {
  readonly editHistory: readonly { readonly content: Pick<MessageContent, 'text' | 'code' | 'formula'> }[];
}
const editHistory = `query ($messageId: ID!) {
  editHistory(messageId: $messageId) { content { text code { source } formula { tex } } }
}`;

const editsOf = ({ id, messages }: Session, { transport }: User): Promise<readonly Named[]> =>
  Promise.all(
    messages
      .filter(({ earlier }) => earlier.length > 0)
      .map(async ({ seq }): Promise<Named> => {
        const data = await transport.request(editHistory, { messageId: messageIdOf(id, seq) });
        const { editHistory: edits } = data as Edits;
        return [
          `${id} edits of ${seq}`,
          edits.map(({ content: { text, code, formula } }) => text ?? code?.source ?? formula?.tex),
        ];
      }),
  );

interface Votes {
  readonly pollVotes: { readonly items: readonly { readonly userId: string; readonly optionIds: readonly number[] }[] };
}
const pollVotes = 'query ($messageId: ID!) { pollVotes(messageId: $messageId) { items { userId optionIds } } }';

const votesOf = ({ id, messages }: Session, { transport }: User): Promise<readonly Named[]> =>
  Promise.all(
    messages
      .filter(({ poll, isDeleted }) => poll !== null && !poll.isAnonymous && !isDeleted)
      .map(async ({ seq }): Promise<Named> => {
        const data = await transport.request(pollVotes, { messageId: messageIdOf(id, seq) });
        const { items } = (data as Votes).pollVotes;
        return [`${id} votes at ${seq}`, Object.fromEntries(items.map(({ userId, optionIds }) => [userId, optionIds]))];
      }),
  );

const threadsOf = async (session: Session, user: User): Promise<readonly Named[]> => {
  const feed = user.feed(session.id);
  if (feed === undefined) return [];
  const roots = session.messages.filter(({ replies }) => replies !== null).map(({ seq }) => seq);
  const threads = roots.map((seq) => ({ seq, ...feed.thread(`${session.id}.${seq}`) }));
  await user.settled();
  return threads.map(({ seq, feed: thread, release }) => {
    const { replies, lastReadSeq: readTo, unreadCount: unread } = thread.state.get();
    release();
    return [`${session.id} thread ${seq}`, { readTo, unread, replies: replies.map(viewOfRow) }] as const;
  });
};

const sharedOf = (summary: SessionSummary) => {
  const { name, kind, status, isFrozen, memberCount, myRole, myPermissions, myMutedUntil, settings } = summary;
  const { allowInvites, requireApproval, slowModeSeconds, maxMembers, allowAnonymous } = settings;
  return {
    name,
    kind,
    status,
    isFrozen,
    allowInvites,
    requireApproval,
    slowModeSeconds,
    maxMembers,
    allowAnonymous,
    memberCount,
    myRole,
    myPermissions,
    isMuted: myMutedUntil !== null,
  };
};

const ofUser = async (session: Session, user: User): Promise<readonly Named[]> => {
  const name = `${user.userId} ${session.id}`;
  const me = memberOf(session, user.userId);
  if (me === undefined) {
    const asked = ask(user.transport, documents.chatSession, { sessionId: session.id });
    return [[`${name} outside`, await refusalOf(asked)]];
  }
  const feed = user.feed(session.id);
  const item = user.client.sessions.state.get().items.find(({ id }) => id === session.id);
  if (feed === undefined || item === undefined)
    return [[`${name} rows`, feed === undefined ? 'not open' : 'not listed']];
  const { messages, status, error, lastReadSeq } = feed.state.get();
  const summary = feed.session.get();
  const marks = session.messages.flatMap(({ seq, isDeleted }) => {
    const { reactions, votes } = feed.marks.of(`${session.id}.${seq}`);
    return isDeleted || reactions.length + votes.length === 0
      ? []
      : [[seq, { reactions: [...reactions].sort(), votes }] as const];
  });
  const members = feed.members.state.get();
  return [
    [
      `${name} rows`,
      status === 'live'
        ? messages.filter(({ id }) => id !== undefined).map(viewOfRow)
        : `${status} ${error?.message ?? ''}`,
    ],
    [
      `${name} members`,
      members.items.map(({ userId, role, mutedUntil }) => ({ userId, role, isMuted: mutedUntil !== null })),
    ],
    [`${name} session`, sharedOf(summary)],
    [`${name} pointer`, lastReadSeq],
    [`${name} pins`, feed.pins.state.get().map((pin) => ({ seq: pin.message.seq, by: pin.pinnedBy }))],
    [`${name} readers`, session.log.map(({ seq }) => [...feed.receipts.readersOf(seq)].sort())],
    [
      `${name} in the list`,
      {
        ...sharedOf(item),
        lastReadSeq: item.lastReadSeq,
        unreadCount: item.unreadCount,
        mentionCount: item.mentionCount,
        last: item.lastMessage && {
          seq: item.lastMessage.seq,
          sender: item.lastMessage.senderId,
          text: item.lastMessage.text,
        },
      },
    ],
    [`${name} marks`, Object.fromEntries(marks)],
    ...(me.alias === null ? [] : ([[`${name} alias`, summary.myAlias]] as const)),
  ];
};

const ofSelf = async ({ userId, transport, client }: User): Promise<readonly Named[]> => {
  const [invites, blocked] = await Promise.all([
    ask(transport, documents.myInvites, {}),
    ask(transport, documents.myBlockedUsers, {}),
  ]);
  const { items } = client.sessions.state.get();
  const isInOrder = items.every(
    ({ lastActivityAt }, at) => lastActivityAt <= (items[at - 1]?.lastActivityAt ?? lastActivityAt),
  );
  return [
    [`${userId} list`, isInOrder ? items.map(({ id }) => id).sort() : 'is out of order'],
    [`${userId} blocked`, blocked.map((block) => block.userId).sort()],
    [`${userId} invited to`, invites.map(({ sessionId }) => sessionId).sort()],
  ];
};
