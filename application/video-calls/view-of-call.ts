import type { CallSession } from '../../domain/video-call/call-session.ts';
import { durationSeconds } from '../../domain/video-call/phase.ts';
import { callRoleOf } from '../../domain/video-call/roles.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import type { CallView } from '../ports/call-service.ts';

/**
 * A call as members of its session see it.
 * @param session with those members whose roles are to be shown; others are shown as participants.
 */
export function viewOfCall(state: VideoCallState, version: number, session: CallSession): CallView {
  const { channel: _hidden, participants, ...shown } = state;
  return {
    ...shown,
    participants: participants.map((one) => ({ ...one, role: callRoleOf(state, session, one.userId) })),
    durationSeconds: durationSeconds(state.phase),
    version,
  };
}
