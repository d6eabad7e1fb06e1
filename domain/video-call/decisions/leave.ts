import type { CallDecision } from '../decision.ts';
import { actorIn, changed, nothing } from '../decision.ts';
import { afterwards } from '../ending.ts';
import { presentAs, withoutPresent } from '../participants.ts';

/** Leaves a call; someone who is not in it stays so. Refused: `CallNotFound`. */
export const leave: CallDecision = (state, act) => {
  const actor = actorIn(act);
  if (!actor.ok) return actor;
  const { userId } = actor.value;
  if (presentAs(state, userId) === undefined) return nothing;
  const participants = withoutPresent(state, (one) => one.userId === userId, act.at);
  return changed(afterwards(state, participants, [{ event: 'PARTICIPANT_LEFT', userId }], 'EMPTIED', act.at));
};
