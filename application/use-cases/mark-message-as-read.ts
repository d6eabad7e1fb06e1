import { parseMessageId, positionOf } from '../../domain/shared/ids.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReadPointer, SessionLog } from '../ports/session-log.ts';
import { messageNotFound, refusedWhenBusy } from './refusals.ts';

export interface MarkMessageAsReadDependencies {
  readonly sessionLog: Pick<SessionLog, 'standing' | 'entryAt' | 'advanceReadPointer'>;
  readonly clock: Clock;
}

export interface MarkMessageAsRead {
  readonly user: UserId;
  readonly messageId: string;
}

/** How far a member has read. */
export interface ReadReceipt extends ReadPointer {
  readonly sessionId: SessionId;
  readonly userId: UserId;
}

/** Moves a member's read pointer to a message, never back. Refused: `MessageNotFound`, `TryAgain`. */
export function markMessageAsRead({ sessionLog, clock }: MarkMessageAsReadDependencies) {
  return ({ user, messageId }: MarkMessageAsRead): Promise<Result<ReadReceipt>> =>
    refusedWhenBusy(async () => {
      const id = parseMessageId(messageId);
      if (id === undefined) return refused(messageNotFound);
      const { sessionId, seq } = positionOf(id);
      const [standing, entry] = await Promise.all([
        sessionLog.standing(sessionId, user),
        sessionLog.entryAt(sessionId, seq),
      ]);
      if (standing === undefined || entry?.kind !== 'MESSAGE') return refused(messageNotFound);

      const to = { lastReadSeq: seq, readAt: clock.now() };
      const pointer = await sessionLog.advanceReadPointer(sessionId, user, to);
      return pointer === undefined ? refused(messageNotFound) : done({ sessionId, userId: user, ...pointer });
    });
}
