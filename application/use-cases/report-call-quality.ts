import { done } from '../../domain/shared/result.ts';
import { parseSample, withSample } from '../../domain/video-call/quality.ts';
import type { CallService } from '../ports/call-service.ts';
import { onCall } from '../video-calls/answer-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';
import { heartbeat } from './heartbeat.ts';

/**
 * Adds how a participant's connection was over the last seconds to what is kept of it, which has one size; a report is a sign
 * of life, too. Of two reports of one participant that come at the same moment, one may be left out.
 * Refused: `BadInput`, `CallNotFound`, `CallEnded`, `NotInCall`, `TryAgain`.
 */
export function reportCallQuality(dependencies: CallDependencies): CallService['reportCallQuality'] {
  const { videoCalls, clock } = dependencies;
  return ({ user, callId, sample: wish }) =>
    onCall(callId, async (id) => {
      const sample = parseSample(wish);
      if (!sample.ok) return sample;
      const isThere = await heartbeat(dependencies)({ user, callId });
      if (!isThere.ok) return isThere;
      const [before] = await videoCalls.quality(id, [user]);
      await videoCalls.saveQuality(id, withSample(before, user, sample.value, clock.now()), before?.total.samples ?? 0);
      return done(true);
    });
}
