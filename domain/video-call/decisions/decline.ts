import { refused } from '../../shared/result.ts';
import type { CallDecision, CallHappening } from '../decision.ts';
import { actorNow, changed, notAllowed, nothing } from '../decision.ts';
import { ended } from '../ending.ts';

/**
 * Does not take a call. It is over when everyone who was rung has declined it and nobody came in.
 * Refused: `CallNotFound`, `CallEnded`, `NotAllowed` to whoever was not rung, or came in.
 */
export const decline: CallDecision = (state, act) => {
  const actor = actorNow(state, act);
  if (!actor.ok) return actor;
  const own = state.invited.find(({ userId }) => userId === act.by);
  if (own === undefined) return refused(notAllowed('the caller was not rung'));
  if (own.answer === 'ACCEPTED') return refused(notAllowed('the caller took the call'));
  if (own.answer === 'DECLINED') return nothing;
  const { userId } = own;
  const invited = state.invited.map((one) => (one === own ? { userId, answer: 'DECLINED' as const } : one));
  const declined: CallHappening = { event: 'INVITE_DECLINED', userId };
  const isLast = invited.every(({ answer }) => answer === 'DECLINED');
  const end = isLast ? ended({ ...state, invited }, 'ALL_DECLINED', act.at) : undefined;
  return changed({
    becomes: { invited, ...end?.becomes },
    happens: [declined, ...(end?.happens ?? [])],
  });
};
