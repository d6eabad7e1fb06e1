import type { CallId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { refused } from '../../domain/shared/result.ts';
import type { CallDecision } from '../../domain/video-call/decision.ts';
import { actorIn, nothing } from '../../domain/video-call/decision.ts';
import type { ChangedCall } from './change-video-call.ts';
import { changeVideoCall } from './change-video-call.ts';
import type { CallDependencies } from './save-in-rounds.ts';

/** For members of the call's session. Refused: `CallNotFound`. */
const look: CallDecision = (_state, act) => {
  const actor = actorIn(act);
  return actor.ok ? nothing : refused(actor.refusal);
};

/**
 * A call as it is now, for a member of its session: what time made of it is saved.
 * @param about members whose roles are asked for, besides the user. Refused: `CallNotFound`.
 */
export const lookAtCall = (
  dependencies: CallDependencies,
  callId: CallId,
  user: UserId,
  about: readonly UserId[] = [],
): Promise<Result<ChangedCall>> => changeVideoCall(dependencies, { callId, by: user, about, decision: look });
