import type { Happening } from '../../domain/chat-session/chat-session.ts';
import type { Seq } from '../../domain/shared/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { SessionLog } from '../ports/session-log.ts';

/** One position for each happening, ascending; `undefined` where there is no such session. */
export async function reserveAll(
  log: Pick<SessionLog, 'reserve'>,
  clock: Clock,
  happenings: readonly Happening[],
): Promise<readonly Seq[] | undefined> {
  const positions: Seq[] = [];
  for (const { sessionId } of happenings) {
    const reserved = await log.reserve(sessionId, clock.now(), { as: 'change' });
    if (reserved.kind !== 'reserved') return undefined;
    positions.push(reserved.seq);
  }
  return positions;
}
