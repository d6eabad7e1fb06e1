import { done } from '../../shared/result.ts';
import type { CallDecision } from '../decision.ts';
import { changed } from '../decision.ts';
import { stepped } from '../phase.ts';

/** Whoever is called was told. A call that is further on stays as it is. */
export const ring: CallDecision = ({ phase }, { at }) => {
  const ringing = stepped(phase, 'RANG', at);
  return ringing === undefined
    ? done(null)
    : changed({ becomes: { phase: ringing }, happens: [{ event: 'CALL_RINGING', userId: null }] });
};
