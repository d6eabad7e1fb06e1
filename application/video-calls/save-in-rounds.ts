import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { callNotFound } from '../../domain/video-call/decision.ts';
import type { VideoCall } from '../../domain/video-call/video-call.ts';
import type { CallEvents } from '../ports/call-events.ts';
import type { CallTokens } from '../ports/call-tokens.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { Pacing } from '../ports/pacing.ts';
import type { SessionLog } from '../ports/session-log.ts';
import type { VideoCalls } from '../ports/video-calls.ts';
import { ConcurrentCallChange } from '../ports/video-calls.ts';
import { reserveAll } from '../session-log/reserve-all.ts';
import { unlessBusy } from '../session-log/unless-busy.ts';
import type { ShowPresenceDependencies } from './show-presence.ts';
import { tellOfCall } from './tell-of-call.ts';

export interface CallDependencies extends ShowPresenceDependencies {
  readonly videoCalls: VideoCalls;
  readonly sessionLog: Pick<SessionLog, 'reserve' | 'seal'>;
  readonly live: Pick<LiveDelivery, 'messageSent' | 'presenceChanged'>;
  readonly callEvents: CallEvents;
  readonly callTokens: CallTokens;
  readonly pacing: Pacing;
}

/** A call as it was decided about. */
export interface DecidedCall {
  readonly call: VideoCall;
}

/** A call as it is saved. */
export interface SavedCall extends DecidedCall {
  /** Of the call as it is saved. */
  readonly version: number;
  /** Whether this saved it; not, where it was so already. */
  readonly hasChanged: boolean;
}

const rounds = 12;
/** Of the first wait at most; each further one may be twice as long, up to eight times this. */
const firstPauseMs = 10;

/**
 * Saves what is decided about a call, at the next positions of its session's log, and tells whoever listens; where what it
 * rests on is no longer so, lets it be decided again. The only retry of calls. As `changeSession` does for sessions.
 *
 * @param decide finds the call and decides about it, anew in each round.
 * @throws {LiveCallExists} where a session has a live call already.
 * @throws {ConcurrentCallChange} when no round came through.
 * @throws {StoreBusy}
 */
export async function saveInRounds<Decided extends DecidedCall>(
  dependencies: CallDependencies,
  decide: () => Promise<Result<Decided>>,
): Promise<Result<Decided & SavedCall>> {
  const { videoCalls, sessionLog, clock, pacing } = dependencies;
  for (let round = 1; ; round += 1) {
    const decided = await decide();
    if (!decided.ok) return decided;
    const { call } = decided.value;
    const { before, basedOn, told, state } = call.changes();
    if (before === state) return done({ ...decided.value, version: basedOn, hasChanged: false });

    const positions = await reserveAll(sessionLog, clock, told);
    if (positions === undefined) return refused(callNotFound);
    try {
      await videoCalls.save(call, positions);
    } catch (error) {
      if (positions.length > 0) await unlessBusy(() => sessionLog.seal(state.sessionId, positions, clock.now()));
      if (!(error instanceof ConcurrentCallChange) || round === rounds) throw error;
      await pacing.pause(pacing.random() * firstPauseMs * 2 ** Math.min(round - 1, 3));
      continue;
    }
    await tellOfCall(dependencies, call.changes(), positions);
    return done({ ...decided.value, version: basedOn + 1, hasChanged: true });
  }
}
