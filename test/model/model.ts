import type { CodeLanguage } from '../../domain/vocabulary/code.ts';
import type { MessageChange, MessageKind, SystemEvent } from '../../domain/vocabulary/messages.ts';
import type { Permission } from '../../domain/vocabulary/permissions.ts';
import { may } from '../../domain/vocabulary/permissions.ts';
import type { MemberRole, SessionKind, SessionStatus } from '../../domain/vocabulary/sessions.ts';

/**
 * All that users can see of a few sessions, as plain as it can be told: the whole of it stands in memory, everything happens
 * in one step, and nothing is ever late. What happens is decided by `rules.ts` and written down by `effects.ts`, after the
 * descriptions in `schema.graphql`.
 */
export interface Model {
  readonly users: readonly string[];
  readonly sessions: Session[];
  /** Who blocked whom. */
  readonly blocks: { readonly by: string; readonly user: string }[];
}

export interface Session {
  readonly id: string;
  readonly kind: SessionKind;
  name: string | null;
  status: SessionStatus;
  isFrozen: boolean;
  readonly rules: Rules;
  readonly createdBy: string;
  /** By user id. */
  members: Record<string, Member>;
  /** Which members of a DIRECT session it is for, whatever became of it. */
  readonly pair: readonly string[];
  bans: string[];
  requests: string[];
  invites: { readonly user: string; readonly by: string }[];
  /** Newest first. */
  pins: { readonly seq: number; readonly by: string }[];
  /** By position. */
  readonly log: Entry[];
  readonly messages: Message[];
  /** The last message of each member who was held to a pace. */
  readonly paced: Record<string, string>;
  /** How far each user read each thread, by the position of the message that starts it; whoever comes back knows it still. */
  readonly readIn: Record<string, Record<number, number>>;
  /** From which position on, and up to which, each user was a member. */
  readonly stays: { readonly user: string; from: number; to: number | null }[];
  /** Who were members when a message was sent again, which tells everyone of it again. */
  readonly repeats: { readonly seq: number; readonly users: readonly string[] }[];
}

/** Those settings of a session that have a use here. */
export interface Rules {
  allowInvites: boolean;
  requireApproval: boolean;
  slowModeSeconds: number;
  maxMembers: number;
  allowAnonymous: boolean;
}

export interface Member {
  role: MemberRole;
  mutedUntil: string | null;
  /** Known once it was shown. */
  alias: string | null;
  lastReadSeq: number;
}

export interface Entry {
  readonly seq: number;
  readonly kind: 'MESSAGE' | 'MESSAGE_CHANGED';
  readonly change: MessageChange | null;
  readonly actorId: string | null;
  /** The position of the message that it is, or changes. */
  readonly target: number;
}

export interface Message {
  readonly seq: number;
  readonly kind: MessageKind;
  /** Who wrote it, whatever is shown. */
  readonly senderId: string;
  readonly alias: string | null;
  readonly clientMessageId: string;
  /** The one text of its content. */
  text: string;
  readonly language: CodeLanguage | null;
  readonly poll: Poll | null;
  readonly system: SystemFacts | null;
  mentions: readonly string[];
  readonly replyTo: number | null;
  readonly threadRoot: number | null;
  /** What its text was before each edit. */
  earlier: string[];
  isDeleted: boolean;
  /** Who reacted, by emoji. */
  reactions: Record<string, string[]>;
  /** How many replies its thread has; null where there is no thread. */
  replies: number | null;
}

export interface Poll {
  readonly options: readonly string[];
  readonly isMultiple: boolean;
  readonly isAnonymous: boolean;
  isClosed: boolean;
  /** By user id. */
  readonly votes: Record<string, readonly number[]>;
}

export interface SystemFacts {
  readonly event: SystemEvent;
  readonly userIds: readonly string[];
  readonly role: MemberRole | null;
  /** The message that it is about. */
  readonly about: number | null;
}

export const emptyModel = (users: readonly string[]): Model => ({ users, sessions: [], blocks: [] });

export const sessionIn = (model: Model, id: string): Session | undefined =>
  model.sessions.find((session) => session.id === id);

export const messageAt = (session: Session, seq: number | null): Message | undefined =>
  session.messages.find((message) => message.seq === seq);

export const memberOf = (session: Session, user: string): Member | undefined => session.members[user];

export const ownersOf = (session: Session): readonly string[] =>
  Object.keys(session.members).filter((user) => session.members[user]?.role === 'OWNER');

export const memberCountOf = (session: Session): number => Object.keys(session.members).length;

/** Whether a member's role and the session's rules allow something, while it takes entries. */
export const isAllowed = (session: Session, { role }: Member, permission: Permission): boolean =>
  may({ ...session, allowInvites: session.rules.allowInvites }, role, permission);

/** Whether the two of a DIRECT session do not talk. */
export const isClosed = ({ blocks }: Model, { kind, pair }: Session): boolean =>
  kind === 'DIRECT' && blocks.some(({ by, user }) => pair.includes(by) && pair.includes(user));

const isSaid = ({ kind, threadRoot, isDeleted }: Message): boolean =>
  kind !== 'SYSTEM' && threadRoot === null && !isDeleted;

/** What a member has not read: what others said in the session's own course. */
export const unreadOf = (session: Session, user: string): readonly Message[] =>
  session.messages.filter(
    (message) =>
      isSaid(message) && message.senderId !== user && message.seq > (memberOf(session, user)?.lastReadSeq ?? 0),
  );

/**
 * The replies in a thread that others wrote since a member read it, as far as their client can tell: of those who came back
 * under another alias it does not know the one before.
 */
export const unreadRepliesOf = (session: Session, user: string, root: number): readonly Message[] =>
  session.messages.filter(
    (message) =>
      message.threadRoot === root &&
      !message.isDeleted &&
      !isKnownAsOwn(session, user, message) &&
      message.seq > readIn(session, user, root),
  );

const isKnownAsOwn = (session: Session, user: string, { senderId, alias }: Message): boolean =>
  senderId === user && (alias === null || alias === memberOf(session, user)?.alias);

/** How far a member read a thread. */
export const readIn = (session: Session, user: string, root: number): number => session.readIn[user]?.[root] ?? 0;

export const lastSaidIn = (session: Session): Message | undefined =>
  session.messages
    .filter(isSaid)
    .reduce<Message | undefined>(
      (last, message) => (last === undefined || message.seq > last.seq ? message : last),
      undefined,
    );

/** Whether a user was a member when position `seq` was taken, or when what stands there was sent again. */
export const mayHear = (session: Session, user: string, seq: number): boolean =>
  session.stays.some((stay) => stay.user === user && stay.from <= seq && (stay.to === null || seq <= stay.to)) ||
  session.repeats.some((repeat) => repeat.seq === seq && repeat.users.includes(user));
