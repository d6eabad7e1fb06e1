import type { MessageEffect } from '../../domain/message/change.ts';
import type { ChangeEntry } from '../../domain/message/log-entry.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Standing } from './session-log.ts';

/** What changing a message rests on. */
export interface ChangeBasis {
  readonly standing: Standing;
  readonly message: Message;
  /** The user's own reactions to it. */
  readonly emojis: readonly string[];
  /** What the user votes for, by option id, ascending. */
  readonly vote: readonly number[];
}

/** A change with its place in the log. */
export interface PlacedChange {
  readonly by: UserId;
  readonly entry: ChangeEntry;
  /** As it was found. */
  readonly basis: ChangeBasis;
  readonly effect: MessageEffect;
}

export type ChangeOutcome =
  /** Durable, at its position. */
  | 'written'
  /** The position holds something already: its writer was given up. */
  | 'taken'
  /** What it rests on is no longer so: to be decided again. */
  | 'overtaken'
  /** Another transaction met this one; the position may still be free. */
  | 'conflict';

/** A content that an edit replaced. */
export interface Edition {
  /** From 1: the message as it was sent. */
  readonly edition: number;
  readonly content: Message['content'];
  readonly replacedAt: Instant;
}

/**
 * Changes of messages. What was not written changed nothing. Every method throws `StoreBusy`.
 * Adapters pass `test/contracts/message-changes.contract.ts`.
 */
export interface MessageChanges {
  /** Strongly consistent. `undefined` unless there is a message, deleted or not, and the user is in its session. */
  basis(sessionId: SessionId, seq: Seq, user: UserId): Promise<ChangeBasis | undefined>;

  /**
   * Changes the message and puts the entry that tells of it where nothing is: both or neither. Counts are exact however many
   * change one message at once, and each member's reactions and votes count once.
   *
   * - `EDITED` keeps what it replaces as an edition, and is overtaken by another edit.
   * - `DELETED` takes content, mentions, reactions and editions away, counts a reply no longer where its thread begins, and
   *   is overtaken by an edit.
   * - Reactions are overtaken by the user's own same reaction, and by another `Limits.reactionKinds` kinds.
   * - Votes are overtaken by another vote of the user's, and by the poll's being closed.
   * - All of them are overtaken by deletion.
   */
  write(sessionId: SessionId, change: PlacedChange): Promise<ChangeOutcome>;

  /** The contents that edits replaced, oldest first; none of a deleted message. */
  editions(message: Message): Promise<readonly Edition[]>;
}
