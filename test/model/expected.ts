import { aliasId } from '../../domain/vocabulary/messages.ts';
import { Permission, permissionsOf } from '../../domain/vocabulary/permissions.ts';
import type { Message, Model, Poll, Session } from './model.ts';
import {
  isAllowed,
  lastSaidIn,
  memberCountOf,
  memberOf,
  messageAt,
  readIn,
  unreadOf,
  unreadRepliesOf,
} from './model.ts';
import type { RowView, Views } from './views.ts';

/** What everyone must be shown, if all is as the model has it. */
export const expectedViews = (model: Model): Views =>
  Object.fromEntries([
    ...model.sessions.flatMap((session) => [
      ...ofSession(session),
      ...model.users.flatMap((user) => ofUser(session, user)),
    ]),
    ...model.users.flatMap((user) => ofSelf(model, user)),
  ]);

type Named = readonly [name: string, value: unknown];

const sender = ({ senderId, alias }: Message) => (alias === null ? senderId : aliasId(alias));

const rowOf = (session: Session, message: Message): RowView => {
  const quoted = messageAt(session, message.replyTo);
  const { poll, system } = message;
  return {
    seq: message.seq,
    kind: message.kind,
    sender: sender(message),
    senderName: message.kind === 'SYSTEM' ? null : (message.alias ?? message.senderId),
    isAnonymous: message.alias !== null,
    text: message.text,
    language: message.isDeleted ? null : message.language,
    isEdited: message.earlier.length > 0,
    isDeleted: message.isDeleted,
    mentions: message.mentions,
    reactions: Object.fromEntries(Object.entries(message.reactions).map(([emoji, users]) => [emoji, users.length])),
    quote: quoted ? { seq: quoted.seq, sender: sender(quoted), text: quoted.text, isDeleted: quoted.isDeleted } : null,
    // A row shows the thread that it starts.
    thread: message.replies === null ? null : { root: message.seq, replies: message.replies },
    poll:
      poll === null || message.isDeleted
        ? null
        : {
            votes: poll.options.map((_, id) => Object.values(poll.votes).filter((ids) => ids.includes(id)).length),
            voters: Object.values(poll.votes).filter((ids) => ids.length > 0).length,
            isClosed: poll.isClosed,
          },
    system: message.isDeleted ? null : system,
  };
};

/** A message as the API answers it: it tells of the thread that it is in, too. */
const messageOf = (session: Session, message: Message): RowView => {
  const root = messageAt(session, message.threadRoot ?? message.seq);
  const replies = root?.replies ?? null;
  return {
    ...rowOf(session, message),
    thread: root === undefined || replies === null ? null : { root: root.seq, replies },
  };
};

const pinsOf = (session: Session) =>
  session.pins.filter(({ seq }) => messageAt(session, seq)?.isDeleted !== true).map(({ seq, by }) => ({ seq, by }));

const bySeq = <Item extends { readonly seq: number }>(items: readonly Item[]): readonly Item[] =>
  [...items].sort((one, other) => one.seq - other.seq);

/** What is the same to all of its members. */
const ofSession = (session: Session): readonly Named[] => {
  const { id } = session;
  const members = Object.keys(session.members).sort();
  if (members.length === 0) return [];
  const judges = members.filter((user) => {
    const member = memberOf(session, user);
    return member !== undefined && isAllowed(session, member, Permission.BAN);
  });
  return [
    [
      `${id} log`,
      bySeq(session.log).map(({ kind, change, actorId, target }) => {
        const message = messageAt(session, target);
        return { kind, change, actorId, message: message === undefined ? null : messageOf(session, message) };
      }),
    ],
    [`${id} pins`, pinsOf(session)],
    ...(judges.length === 0
      ? []
      : ([
          [`${id} bans`, [...session.bans].sort()],
          [`${id} requests`, [...session.requests].sort()],
          ...session.messages
            .filter(({ earlier }) => earlier.length > 0)
            .map(({ seq, earlier }) => [`${id} edits of ${seq}`, earlier] as const),
        ] as const)),
    ...session.messages.flatMap(({ seq, poll, isDeleted }): readonly Named[] =>
      poll === null || poll.isAnonymous || isDeleted ? [] : [[`${id} votes at ${seq}`, votesIn(poll)]],
    ),
    ...session.messages
      .filter(({ replies }) => replies !== null)
      .map(({ seq }): Named => {
        const replies = bySeq(session.messages.filter(({ threadRoot }) => threadRoot === seq));
        const reader = members[0] ?? '';
        const read = { readTo: readIn(session, reader, seq), unread: unreadRepliesOf(session, reader, seq).length };
        return [`${id} thread ${seq}`, { ...read, replies: replies.map((reply) => rowOf(session, reply)) }];
      }),
  ];
};

const votesIn = ({ votes }: Poll) => Object.fromEntries(Object.entries(votes).filter(([, ids]) => ids.length > 0));

/** What a user is shown of a session. */
const ofUser = (session: Session, user: string): readonly Named[] => {
  const name = `${user} ${session.id}`;
  const me = memberOf(session, user);
  if (me === undefined) return [[`${name} outside`, 'SessionNotFound']];
  const rows = bySeq(session.messages.filter(({ threadRoot }) => threadRoot === null));
  const unread = unreadOf(session, user);
  const last = lastSaidIn(session);
  const count = memberCountOf(session);
  const { kind, status, isFrozen, rules } = session;
  const shared = {
    name: session.kind === 'DIRECT' ? null : session.name,
    kind,
    status,
    isFrozen,
    ...rules,
    memberCount: count,
    myRole: me.role,
    myPermissions: permissionsOf({ kind, status, isFrozen, allowInvites: rules.allowInvites }, me.role),
    isMuted: me.mutedUntil !== null,
  };
  return [
    [`${name} rows`, rows.map((message) => rowOf(session, message))],
    [
      `${name} members`,
      Object.entries(session.members)
        .map(([userId, { role, mutedUntil }]) => ({ userId, role, isMuted: mutedUntil !== null }))
        .sort((one, other) => (one.userId < other.userId ? -1 : 1)),
    ],
    [`${name} session`, shared],
    [`${name} pointer`, me.lastReadSeq],
    [`${name} pins`, pinsOf(session)],
    [
      `${name} readers`,
      session.log.map(({ seq }) =>
        Object.keys(session.members)
          .filter((other) => other !== user && (memberOf(session, other)?.lastReadSeq ?? 0) >= seq)
          .sort(),
      ),
    ],
    [
      `${name} in the list`,
      {
        ...shared,
        lastReadSeq: me.lastReadSeq,
        unreadCount: unread.length,
        mentionCount: unread.filter(({ mentions }) => mentions.includes(user)).length,
        last: last === undefined ? null : { seq: last.seq, sender: sender(last), text: last.text },
      },
    ],
    [`${name} marks`, marksOf(session, user)],
    ...(me.alias === null ? [] : ([[`${name} alias`, me.alias]] as const)),
  ];
};

const marksOf = (session: Session, user: string) =>
  Object.fromEntries(
    session.messages.flatMap(({ seq, reactions, poll, isDeleted }) => {
      const own = Object.keys(reactions).filter((emoji) => reactions[emoji]?.includes(user));
      const votes = poll?.votes[user] ?? [];
      return isDeleted || own.length + votes.length === 0 ? [] : [[seq, { reactions: own.sort(), votes }] as const];
    }),
  );

const ofSelf = (model: Model, user: string): readonly Named[] => [
  [
    `${user} list`,
    model.sessions
      .filter((session) => memberOf(session, user) !== undefined)
      .map(({ id }) => id)
      .sort(),
  ],
  [
    `${user} blocked`,
    model.blocks
      .filter(({ by }) => by === user)
      .map((block) => block.user)
      .sort(),
  ],
  [
    `${user} invited to`,
    model.sessions
      .filter(({ status, invites }) => status === 'ACTIVE' && invites.some((invite) => invite.user === user))
      .map(({ id }) => id)
      .sort(),
  ],
];
