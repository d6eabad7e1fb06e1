import { parseMessageId, positionOf } from '../../domain/shared/ids.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { audienceOfReceipt } from '../../domain/vocabulary/receipts.ts';
import type { Advanced, Pointers, SessionLog } from '../ports/session-log.ts';
import { messageNotFound, refusedWhenBusy } from './refusals.ts';

/** A member's wish to move a pointer of theirs to a message. */
export interface MovePointer {
  readonly user: UserId;
  readonly messageId: string;
}

/** How far a member has received and read. */
export interface ReadReceipt extends Pointers {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  /** Whom it is for: the session, or nobody. */
  readonly audience: readonly string[];
}

type Log = Pick<SessionLog, 'standing' | 'entryAt'>;
type Move = (sessionId: SessionId, user: UserId, seq: Seq) => Promise<Advanced | undefined>;

/** Moves a pointer of a member's to a message, never back. Refused: `MessageNotFound`, `TryAgain`. */
export function movePointer(log: Log, { user, messageId }: MovePointer, move: Move): Promise<Result<ReadReceipt>> {
  return refusedWhenBusy(async () => {
    const id = parseMessageId(messageId);
    if (id === undefined) return refused(messageNotFound);
    const { sessionId, seq } = positionOf(id);
    const [standing, entry] = await Promise.all([log.standing(sessionId, user), log.entryAt(sessionId, seq)]);
    if (standing === undefined || entry?.kind !== 'MESSAGE') return refused(messageNotFound);

    const advanced = await move(sessionId, user, seq);
    if (advanced === undefined) return refused(messageNotFound);
    const audience = audienceOfReceipt(sessionId, standing.memberCount, advanced.hasMoved);
    return done({ sessionId, userId: user, ...advanced.pointers, audience });
  });
}
