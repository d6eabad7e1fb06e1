import { parseSessionId, seqOf } from '../../domain/shared/ids.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { refusalOfAfter, refusalOfPageSize } from '../../domain/vocabulary/identifiers.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { SessionLog } from '../ports/session-log.ts';
import type { SessionLogPage } from '../session-log/read-log.ts';
import { readLog } from '../session-log/read-log.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

export interface ReadSessionLogDependencies {
  readonly sessionLog: SessionLog;
  readonly clock: Clock;
}

export interface ReadSessionLog {
  readonly user: UserId;
  readonly sessionId: string;
  /** 0 for the beginning. */
  readonly after: number;
  /** 1 to 200. */
  readonly limit: number;
}

/** What a member who holds everything up to `after` needs next. Refused: `SessionNotFound`, `BadInput`, `TryAgain`. */
export function readSessionLog({ sessionLog, clock }: ReadSessionLogDependencies) {
  return (wish: ReadSessionLog): Promise<Result<SessionLogPage>> =>
    refusedWhenBusy(async () => {
      const { user, limit } = wish;
      const refusal = refusalOfPageSize(limit, Limits.logPage) ?? refusalOfAfter(wish.after);
      if (refusal !== undefined) return refused(refusal);
      const after = seqOf(wish.after);

      const sessionId = parseSessionId(wish.sessionId);
      const standing = sessionId && (await sessionLog.standing(sessionId, user));
      if (sessionId === undefined || standing === undefined) return refused(sessionNotFound);
      return done(await readLog(sessionLog, { sessionId, after, limit }, standing, clock.now()));
    });
}
