import { refused } from '../../shared/result.ts';
import type { CallDecision } from '../decision.ts';
import { actorIn, changed, hasSay, notAllowed, nothing } from '../decision.ts';
import { ended } from '../ending.ts';
import { isClosed } from '../call-session.ts';
import { presentAs } from '../participants.ts';

/**
 * Ends a call for everyone; one that is over stays so. Refused: `CallNotFound`, `NotAllowed` to whoever neither started nor
 * moderates it, nor is one of a pair.
 */
export const end: CallDecision = (state, act) => {
  const actor = actorIn(act);
  if (!actor.ok) return actor;
  const isOfPair = state.isPair && presentAs(state, act.by) !== undefined;
  if (!isOfPair && !hasSay(state, act.session, actor.value)) {
    return refused(notAllowed('only those who started or moderate a call end it'));
  }
  const over = ended(state, 'HUNG_UP', act.at);
  return over === undefined ? nothing : changed({ ...over, restsOn: [actor.value] });
};

/** Ends a call whose session takes no more entries, or whose two do not talk any more. On nobody's authority. */
export const closeWithSession: CallDecision = (state, { at, session }) => {
  const over = isClosed(session) ? ended(state, 'CLOSED', at) : undefined;
  return over === undefined ? nothing : changed(over);
};
