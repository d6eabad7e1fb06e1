/** Who may change a message, and when. A leaf: resolvers and use cases ask the same rules. */
import { ErrorCode } from './error-codes.ts';
import { Durations, Limits, reactionKinds } from './limits.ts';
import { aliasId, MessageKind } from './messages.ts';
import { may, readOnly, refusalOfPosting, type Permission, type Postable, type Poster } from './permissions.ts';
import type { Refusal } from './refusal.ts';
import type { MemberRole } from './sessions.ts';

/** A message as far as changing it needs it. */
export interface ChangeableMessage {
  readonly kind: MessageKind;
  /** Who wrote it, also where an alias is shown. */
  readonly senderId: string;
  /** `undefined` for a message under its sender's own name. */
  readonly alias: string | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly isDeleted: boolean;
  /** How often its content was written, from 1. */
  readonly edition: number;
}

/** Someone wants to change a message. `now` is in epoch milliseconds. */
export interface ChangeWish {
  readonly session: Postable;
  readonly member: Poster;
  readonly userId: string;
  readonly message: ChangeableMessage;
  readonly now: number;
}

/** The same for a message that does not exist, that was deleted, and that the caller may not see. */
export const missingMessage: Refusal = { code: ErrorCode.MessageNotFound, why: 'there is no such message' };

/** Those whose text, code, formula or caption can be replaced. */
const editable: readonly MessageKind[] = ['TEXT', 'CODE', 'MATH_FORMULA', 'IMAGE', 'FILE', 'AUDIO', 'VIDEO'];

/** What nobody said: it belongs to no one, whoever caused it. */
const unsaid: readonly MessageKind[] = ['SYSTEM', 'AI_RESPONSE'];

const notAllowed = (why: string): Refusal => ({ code: ErrorCode.NotAllowed, why });

const isOwn = ({ message, userId }: ChangeWish): boolean =>
  message.senderId === userId && !unsaid.includes(message.kind);

const mayIn = (session: Postable, role: MemberRole, permission: Permission): boolean =>
  may({ ...session, allowInvites: false }, role, permission);

const mayModerate = ({ session, member }: Pick<ChangeWish, 'session' | 'member'>): boolean =>
  mayIn(session, member.role, 'MODERATE_MESSAGES');

/** Why this message's content cannot be replaced, whatever by, or `undefined` when it can. */
export const refusalOfEditing = (wish: ChangeWish): Refusal | undefined => {
  const { session, member, message, now } = wish;
  if (message.isDeleted) return missingMessage;
  const refusal = refusalOfPosting(session, member, now);
  if (refusal) return refusal;
  if (!isOwn(wish)) return notAllowed('only its sender edits a message');
  if (!editable.includes(message.kind)) {
    return { code: ErrorCode.BadInput, why: 'a message of this kind has nothing to edit' };
  }
  if (now - message.createdAt > Durations.editWindow) {
    return { code: ErrorCode.EditWindowOver, why: 'it was sent more than 30 minutes ago' };
  }
  return refusalOfOneMoreEdition(message.edition);
};

/** Why a message in its `edition`-th cannot have another one, or `undefined` when it can. */
export const refusalOfOneMoreEdition = (edition: number): Refusal | undefined =>
  edition > Limits.editions
    ? {
        code: ErrorCode.EditWindowOver,
        why: `it was edited ${Limits.editions} times`,
        info: { limit: Limits.editions },
      }
    : undefined;

/**
 * Why this message cannot be deleted, or `undefined` when it can. One's own can also while muted, frozen or closed out:
 * taking back is not posting.
 */
export const refusalOfDeleting = (wish: ChangeWish): Refusal | undefined => {
  if (wish.session.status !== 'ACTIVE') return readOnly;
  if (wish.message.kind === MessageKind.SYSTEM) return notAllowed('what happened in a session is not deleted');
  return isOwn(wish) || mayModerate(wish)
    ? undefined
    : notAllowed('only its sender and those who moderate delete a message');
};

/** Why the caller cannot add a reaction, whatever it is, or `undefined` when they can. */
export const refusalOfReacting = ({ session, member, message, now }: ChangeWish): Refusal | undefined =>
  message.isDeleted ? missingMessage : refusalOfPosting(session, member, now);

/** Why the caller cannot take a reaction of theirs back, or `undefined` when they can. */
export const refusalOfUnreacting = ({ session, message }: ChangeWish): Refusal | undefined => {
  if (message.isDeleted) return missingMessage;
  return session.status === 'ACTIVE' ? undefined : readOnly;
};

/** Why a message that has `reactions` cannot have `emoji`, too, or `undefined` when it can. */
export const refusalOfOneMoreReaction = (
  reactions: Readonly<Record<string, number>>,
  emoji: string,
): Refusal | undefined =>
  Object.hasOwn(reactions, emoji) || Object.keys(reactions).length < reactionKinds
    ? undefined
    : {
        code: ErrorCode.TooManyReactions,
        why: `the message has reactions of ${reactionKinds} kinds`,
        info: { limit: reactionKinds },
      };

const noPoll: Refusal = { code: ErrorCode.BadInput, why: 'the message is no poll' };

/** Why the caller cannot vote, whatever for, or `undefined` when they can. */
export const refusalOfVoting = ({ session, member, message, now }: ChangeWish): Refusal | undefined => {
  if (message.isDeleted) return missingMessage;
  return message.kind === MessageKind.POLL ? refusalOfPosting(session, member, now) : noPoll;
};

/** Why the caller cannot close the poll, or `undefined` when they can. */
export const refusalOfClosingPoll = (wish: ChangeWish): Refusal | undefined => {
  if (wish.message.isDeleted) return missingMessage;
  if (wish.message.kind !== MessageKind.POLL) return noPoll;
  if (wish.session.status !== 'ACTIVE') return readOnly;
  return isOwn(wish) || mayModerate(wish)
    ? undefined
    : notAllowed('only its author and those who moderate close a poll');
};

/** Why someone is not shown what only moderators are, or `undefined` when they are. */
export const refusalOfModerating = (wish: Pick<ChangeWish, 'session' | 'member'>): Refusal | undefined =>
  mayModerate(wish) ? undefined : notAllowed('only those who moderate see this');

/** Why someone is not shown the audit log, or `undefined` when they are. */
export const refusalOfReadingAudit = ({
  session,
  member,
}: Pick<ChangeWish, 'session' | 'member'>): Refusal | undefined =>
  mayIn(session, member.role, 'READ_AUDIT') ? undefined : notAllowed('only owners and admins see this');

/**
 * Who is shown to have done what only an author or a moderator does: the alias where the author of an anonymous message
 * does it. What any member may do, reactions and votes, is shown under their own id also at their own anonymous message:
 * the alias beside a new reaction would tell who it is.
 */
export const authorOrSelf = ({ alias, senderId }: Pick<ChangeableMessage, 'alias' | 'senderId'>, userId: string) =>
  alias !== undefined && senderId === userId ? aliasId(alias) : userId;

const everyEdition = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

/** The contents that were kept of a message in its `edition`-th. */
export const editionsBefore = (edition: number): number[] => everyEdition.filter((kept) => kept < edition);
