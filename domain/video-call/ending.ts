import type { Instant } from '../shared/instant.ts';
import type { CallStep } from '../vocabulary/calls.ts';
import type { CallChange, CallHappening } from './decision.ts';
import { presentIn, withoutPresent } from './participants.ts';
import { stepped } from './phase.ts';
import { stoppedAtEnd } from './recording.ts';
import type { Invited, VideoCallState } from './state.ts';

/** Whoever has not answered has missed it. */
export const missedBy = (invited: readonly Invited[]): readonly Invited[] =>
  invited.map((one) => (one.answer === 'PENDING' ? { ...one, answer: 'MISSED' } : one));

/**
 * The end of a call by this step: everyone is out, whoever has not answered has missed it, and what is recorded is stopped.
 * `undefined` where the step cannot happen.
 */
export function ended(state: VideoCallState, step: CallStep, at: Instant): CallChange | undefined {
  const phase = stepped(state.phase, step, at);
  if (phase === undefined) return undefined;
  return {
    becomes: {
      phase,
      invited: missedBy(state.invited),
      participants: withoutPresent(state, () => true, at),
      recordings: stoppedAtEnd(state, at),
    },
    happens: [{ event: 'CALL_ENDED', userId: null }],
  };
}

/** How many must be in the call for it to go on. */
const least = ({ isPair, phase }: VideoCallState): number => (isPair && phase.state === 'ACTIVE' ? 2 : 1);

/** What becomes of a call when some have gone: it is over when too few are left. */
export function afterwards(
  state: VideoCallState,
  participants: VideoCallState['participants'],
  happens: readonly CallHappening[],
  step: CallStep,
  at: Instant,
): CallChange {
  const left = { ...state, participants };
  const end = presentIn(left).length < least(state) ? ended(left, step, at) : undefined;
  return end === undefined
    ? { becomes: { participants }, happens }
    : { becomes: end.becomes, happens: [...happens, ...end.happens] };
}
