import { done, refused } from '../../domain/shared/result.ts';
import { callNotFound, noSuchParticipant } from '../../domain/video-call/decision.ts';
import { presentIn } from '../../domain/video-call/participants.ts';
import type { CallService } from '../ports/call-service.ts';
import type { VideoCalls } from '../ports/video-calls.ts';
import { onCall } from '../video-calls/answer-call.ts';
import { viewOfCall } from '../video-calls/view-of-call.ts';

/**
 * A call as it is stored, for those who may be told of it: whoever asks is no user, and nothing is decided.
 * Refused: `CallNotFound`, `ParticipantNotFound` where it is to ring someone whom it does not, `TryAgain`.
 */
export const callToTell =
  ({ videoCalls }: { readonly videoCalls: Pick<VideoCalls, 'find' | 'session'> }): CallService['callToTell'] =>
  ({ callId, rings }) =>
    onCall(callId, async (id) => {
      const call = await videoCalls.find(id);
      const users = call === undefined ? [] : presentIn(call.state).map(({ userId }) => userId);
      const session = call && (await videoCalls.session(call.state.sessionId, users));
      if (call === undefined || session === undefined) return refused(callNotFound);
      if (rings !== null && !call.state.invited.some(({ userId }) => userId === rings)) {
        return refused(noSuchParticipant);
      }
      return done(viewOfCall(call.state, call.changes().basedOn, session));
    });
