import type { UserId } from '../shared/ids.ts';
import type { Instant } from '../shared/instant.ts';
import { toIso } from '../shared/instant.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import type { ContentWish } from '../vocabulary/composing.ts';
import { isSameContent, recomposed } from '../vocabulary/editing.ts';
import type { ChangeWish } from '../vocabulary/message-changes.ts';
import {
  authorOrSelf,
  refusalOfClosingPoll,
  missingMessage,
  refusalOfDeleting,
  refusalOfEditing,
  refusalOfOneMoreReaction,
  refusalOfReacting,
  refusalOfUnreacting,
  refusalOfVoting,
} from '../vocabulary/message-changes.ts';
import { MessageChange, MessageKind, systemSender } from '../vocabulary/messages.ts';
import type { Postable, Poster } from '../vocabulary/permissions.ts';
import { isClosedPoll, refusalOfOptions } from '../vocabulary/voting.ts';
import type { MessageEffect } from './change.ts';
import { contentOf } from './content.ts';
import type { Message } from './message.ts';

/** What a decision about a message rests on. */
export interface ChangeFacts {
  readonly user: UserId;
  readonly session: Postable;
  readonly member: Poster;
  readonly message: Message;
  /** The user's own reactions to it. */
  readonly emojis: readonly string[];
  /** What the user votes for, ascending. */
  readonly vote: readonly number[];
  readonly now: Instant;
}

/** What is to be done, and who the log says did it; `null` where nothing is to be done. */
export type Decided = Result<{ readonly effect: MessageEffect; readonly actorId: string } | null>;

export const wishOf = ({ user, session, member, message, now }: ChangeFacts): ChangeWish => ({
  session,
  member,
  userId: user,
  message: {
    kind: message.kind,
    senderId: message.senderId,
    alias: message.alias ?? undefined,
    createdAt: message.createdAt,
    isDeleted: message.deletion !== null,
    edition: message.edition,
  },
  now,
});

/** Who the log says did what only authors and moderators do. */
export const authorOf = ({ message, user }: ChangeFacts): string =>
  authorOrSelf({ alias: message.alias ?? undefined, senderId: message.senderId }, user);

/** `emoji` is one. Refused: `MessageNotFound`, `NotAllowed`, `Muted`, `SessionReadOnly`, `TooManyReactions`. */
export function decideReaction(facts: ChangeFacts, emoji: string): Decided {
  const refusal = refusalOfReacting(wishOf(facts));
  if (refusal !== undefined) return refused(refusal);
  if (facts.emojis.includes(emoji)) return done(null);
  const tooMany = refusalOfOneMoreReaction(facts.message.reactions, emoji);
  if (tooMany !== undefined) return refused(tooMany);
  return done({ effect: { change: MessageChange.REACTION_ADDED, emoji }, actorId: facts.user });
}

/** Refused: `MessageNotFound`, `SessionReadOnly`. */
export function decideNoReaction(facts: ChangeFacts, emoji: string): Decided {
  const refusal = refusalOfUnreacting(wishOf(facts));
  if (refusal !== undefined) return refused(refusal);
  if (!facts.emojis.includes(emoji)) return done(null);
  return done({ effect: { change: MessageChange.REACTION_REMOVED, emoji }, actorId: facts.user });
}

/**
 * Another text, code, formula or caption in place of the message's; code and formulas are still to be parsed.
 * Refused: `MessageNotFound`, `NotAllowed`, `Muted`, `SessionReadOnly`, `EditWindowOver`, `TextBlank`, `TextTooLong`,
 * `TextMalformed`, `BadInput`.
 */
export function decideEdit(facts: ChangeFacts, wish: ContentWish): Decided {
  const refusal = refusalOfEditing(wishOf(facts));
  if (refusal !== undefined) return refused(refusal);
  const { kind, content } = facts.message;
  if (content === null) return refused(missingMessage);
  const composed = recomposed(kind, wish);
  if (!composed.ok) return composed;
  if (isSameContent(content, composed.value)) return done(null);
  const replaced = contentOf(kind, { ...content, ...composed.value });
  return done({ effect: { change: MessageChange.EDITED, content: replaced }, actorId: authorOf(facts) });
}

/** Refused: `NotAllowed`, `SessionReadOnly`. */
export function decideDeletion(facts: ChangeFacts): Decided {
  if (facts.message.deletion !== null) return done(null);
  const refusal = refusalOfDeleting(wishOf(facts));
  if (refusal !== undefined) return refused(refusal);
  return done({ effect: { change: MessageChange.DELETED }, actorId: authorOf(facts) });
}

/**
 * A vote in place of the user's earlier one; none, to take it back. In an anonymous poll the log names nobody: the counts
 * beside a name would tell what it voted for.
 *
 * Refused: `MessageNotFound`, `NotAllowed`, `Muted`, `SessionReadOnly`, `PollClosed`, `BadInput`.
 */
export function decideVote(facts: ChangeFacts, optionIds: readonly number[]): Decided {
  const { message, vote, user, now } = facts;
  const refusal = refusalOfVoting(wishOf(facts));
  if (refusal !== undefined) return refused(refusal);
  const poll = pollOf(message);
  const wrong = refusalOfOptions(poll, optionIds);
  if (wrong !== undefined) return refused(wrong);
  const after = [...optionIds].sort((a, b) => a - b);
  if (after.join() === vote.join()) return done(null);
  if (isClosedPoll(poll, toIso(now))) {
    return refused({ code: ErrorCode.PollClosed, why: 'the poll takes no more votes' });
  }
  return done({
    effect: { change: MessageChange.VOTED, before: vote, after },
    actorId: poll.isAnonymous ? systemSender : user,
  });
}

/** Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`. */
export function decideClosing(facts: ChangeFacts): Decided {
  const refusal = refusalOfClosingPoll(wishOf(facts));
  if (refusal !== undefined) return refused(refusal);
  if (isClosedPoll(pollOf(facts.message), toIso(facts.now))) return done(null);
  return done({ effect: { change: MessageChange.POLL_CLOSED }, actorId: authorOf(facts) });
}

/** Of a message that the rules found to be one. */
function pollOf({ content }: Message) {
  if (content?.kind !== MessageKind.POLL) throw new TypeError('unable to read the poll; the message is none');
  return content.poll;
}
