import type { Decision } from '../decision.ts';
import { allowedActorNow, changed, nothing } from '../decision.ts';

/** Lets only those who moderate post for now. Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`. */
export const freeze: Decision = (state, act) => {
  const actor = allowedActorNow(state, act, 'FREEZE');
  if (!actor.ok) return actor;
  return state.isFrozen
    ? nothing
    : changed({ becomes: { isFrozen: true }, tells: { event: 'SESSION_FROZEN' }, revokes: true });
};

/** Lets everyone who may post do so again. Refused as `freeze`. */
export const unfreeze: Decision = (state, act) => {
  const actor = allowedActorNow(state, act, 'FREEZE');
  if (!actor.ok) return actor;
  return state.isFrozen ? changed({ becomes: { isFrozen: false }, tells: { event: 'SESSION_UNFROZEN' } }) : nothing;
};
