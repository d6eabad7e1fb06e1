import type { Result } from '../../domain/shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { movePointer, type MovePointer, type ReadReceipt } from './move-pointer.ts';

export interface MarkMessageAsReadDependencies {
  readonly sessionLog: Pick<SessionLog, 'standing' | 'entryAt' | 'advanceReadPointer'>;
  readonly clock: Clock;
}

/** Moves a member's read pointer to a message, never back. Refused: `MessageNotFound`, `TryAgain`. */
export function markMessageAsRead({ sessionLog, clock }: MarkMessageAsReadDependencies) {
  return (wish: MovePointer): Promise<Result<ReadReceipt>> =>
    movePointer(sessionLog, wish, (sessionId, user, seq) =>
      sessionLog.advanceReadPointer(sessionId, user, { lastReadSeq: seq, readAt: clock.now() }),
    );
}
