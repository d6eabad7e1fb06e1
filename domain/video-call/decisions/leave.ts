import type { CallDecision } from '../decision.ts';
import { actorIn, changed, nothing } from '../decision.ts';
import { afterwards } from '../ending.ts';
import { isInWith, presentAs, withoutPresent } from '../participants.ts';

/**
 * Leaves a call; someone who is not in it stays so, and whoever went over to another client is still in it with that one.
 * Refused: `CallNotFound`.
 *
 * @param clientId which client leaves; `null` for whichever it is.
 */
export const leaveWith =
  (clientId: string | null): CallDecision =>
  (state, act) => {
    const actor = actorIn(act);
    if (!actor.ok) return actor;
    const { userId } = actor.value;
    const own = presentAs(state, userId);
    if (own === undefined || !isInWith(own, clientId)) return nothing;
    const participants = withoutPresent(state, (one) => one.userId === userId, act.at);
    return changed(afterwards(state, participants, [{ event: 'PARTICIPANT_LEFT', userId }], 'EMPTIED', act.at));
  };

export const leave: CallDecision = leaveWith(null);
