import type { Result } from '../../domain/shared/result.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { movePointer, type MovePointer, type ReadReceipt } from './move-pointer.ts';

export interface MarkMessageAsDeliveredDependencies {
  readonly sessionLog: Pick<SessionLog, 'standing' | 'entryAt' | 'advanceDeliveredPointer'>;
}

/** Moves a member's pointer of what was delivered to a message, never back. Refused: `MessageNotFound`, `TryAgain`. */
export function markMessageAsDelivered({ sessionLog }: MarkMessageAsDeliveredDependencies) {
  return (wish: MovePointer): Promise<Result<ReadReceipt>> =>
    movePointer(sessionLog, wish, (sessionId, user, seq) => sessionLog.advanceDeliveredPointer(sessionId, user, seq));
}
