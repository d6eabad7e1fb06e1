import type { UserId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import { done, refused } from '../../shared/result.ts';
import type { CallMember } from '../call-session.ts';
import { memberIn, rules } from '../call-session.ts';
import type { CallAct, CallDecision } from '../decision.ts';
import { actorNow, changed, noSuchParticipant, notAllowed, nothing } from '../decision.ts';
import { afterwards } from '../ending.ts';
import type { Present } from '../participants.ts';
import { gone, presentAs } from '../participants.ts';
import type { VideoCallState } from '../state.ts';

interface Ruled {
  readonly actor: CallMember;
  readonly target: Present;
}

/** Refused: `CallNotFound`, `CallEnded`, `ParticipantNotFound`, `NotAllowed`. */
function ruled(state: VideoCallState, act: CallAct, user: UserId): Result<Ruled> {
  const actor = actorNow(state, act);
  if (!actor.ok) return actor;
  const target = presentAs(state, user);
  if (target === undefined) return refused(noSuchParticipant);
  const member = memberIn(act.session, user);
  // Someone who is no member any more is about to be out, and has no role that could protect them.
  const isAllowed =
    user !== act.by &&
    rules(act.session, actor.value, member ?? { ...actor.value, userId: user, role: 'MEMBER' }, state.startedBy);
  return isAllowed
    ? done({ actor: actor.value, target })
    : refused(notAllowed('it takes whoever started the call, or a moderator with a higher role than theirs'));
}

/** Switches someone's microphone off; they may switch it on again. Refused as `removeParticipant`. */
export const muteParticipant =
  (user: UserId): CallDecision =>
  (state, act) => {
    const both = ruled(state, act, user);
    if (!both.ok) return both;
    const { actor, target } = both.value;
    if (!target.microphone) return nothing;
    const now = { ...target, microphone: false };
    return changed({
      becomes: { participants: state.participants.map((one) => (one === target ? now : one)) },
      happens: [{ event: 'PARTICIPANT_MUTED', userId: user }],
      restsOn: [actor],
    });
  };

/**
 * Takes someone out of a call, who does not come in again. Refused: `CallNotFound`, `CallEnded`, `ParticipantNotFound`,
 * `NotAllowed`.
 */
export const removeParticipant =
  (user: UserId): CallDecision =>
  (state, act) => {
    const both = ruled(state, act, user);
    if (!both.ok) return both;
    return changed({ ...removed(state, user, act), restsOn: [both.value.actor] });
  };

/** A member left the session, or was removed from it: they are out of its call, too. On nobody's authority. */
export const dropMember =
  (user: UserId): CallDecision =>
  (state, act) =>
    memberIn(act.session, user) === undefined && presentAs(state, user) !== undefined
      ? changed(removed(state, user, act))
      : nothing;

function removed(state: VideoCallState, user: UserId, { at, by, session }: CallAct) {
  // Who comes back to the session comes back to its call.
  const isBarred = memberIn(session, by) !== undefined;
  const participants = state.participants.map((one) => (one.userId === user ? { ...gone(one, at), isBarred } : one));
  return afterwards(state, participants, [{ event: 'PARTICIPANT_REMOVED', userId: user }], 'EMPTIED', at);
}
