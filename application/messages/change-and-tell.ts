import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { Pacing } from '../ports/pacing.ts';
import type { ChangeMessageDependencies, MessageAct } from './change-message.ts';
import { changeMessage } from './change-message.ts';

export interface ServiceChangeDependencies extends ChangeMessageDependencies {
  readonly live: Pick<LiveDelivery, 'messageChanged'>;
  readonly pacing: Pacing;
}

const rounds = 12;
/** Of the first wait at most; each further one may be twice as long, up to 32 times this. */
const firstPauseMs = 10;

/**
 * A change that many make to one message at once, each of which is to count: tried until it comes through, with waits that
 * scatter those who met. Then tells whoever listens, and answers where the log does. @throws {StoreBusy}
 */
export async function changeAndTell(
  { live, pacing, ...dependencies }: ServiceChangeDependencies,
  act: MessageAct,
): Promise<Result<{ readonly sessionId: SessionId; readonly seq: Seq } | null>> {
  const pause = (round: number) => pacing.pause(pacing.random() * firstPauseMs * 2 ** Math.min(round - 1, 5));
  const changed = await changeMessage(dependencies, { ...act, patience: { rounds, pause } });
  if (!changed.ok) return changed;
  if (changed.value === null) return done(null);
  const { sessionId, entry } = changed.value;
  await live.messageChanged(sessionId, entry.seq);
  return done({ sessionId, seq: entry.seq });
}
