import type { Instant } from '../../shared/instant.ts';
import { instantOf, later } from '../../shared/instant.ts';
import { CallDurations } from '../../vocabulary/call-limits.ts';
import { isClosed, memberIn } from '../call-session.ts';
import type { CallAct, CallChange, CallDecision, CallHappening } from '../decision.ts';
import { changed, nothing } from '../decision.ts';
import { afterwards, ended, missedBy } from '../ending.ts';
import { closeWithSession } from './end.ts';
import type { Present } from '../participants.ts';
import { presentIn, withoutPresent } from '../participants.ts';
import { isOver } from '../phase.ts';
import type { VideoCallState } from '../state.ts';

/**
 * What time made of a call: its session closed, it rang long enough, clients fell silent, members left its session. On nobody's authority; whoever
 * is in the call must be among the members that the act knows.
 */
export const review: CallDecision = (state, act) => {
  if (isOver(state.phase)) return nothing;
  if (isClosed(act.session)) return closeWithSession(state, act);
  const rangOut = act.at >= state.ringsUntil;
  if (state.phase.state !== 'ACTIVE' && rangOut) {
    const end = ended(state, 'UNANSWERED', act.at);
    return end === undefined ? nothing : changed(end);
  }
  const missed = rangOut ? state.invited.filter(({ answer }) => answer === 'PENDING') : [];
  const invited = rangOut ? missedBy(state.invited) : state.invited;
  const departure = departures({ ...state, invited }, act);
  if (departure === undefined && missed.length === 0) return nothing;
  const tellsMissed = missed.map(({ userId }): CallHappening => ({ event: 'INVITE_MISSED', userId }));
  return changed({
    becomes: { invited, ...departure?.becomes },
    happens: [...tellsMissed, ...(departure?.happens ?? [])],
  });
};

const isSilent = ({ lastSeenAt }: Present, at: Instant): boolean => later(lastSeenAt, CallDurations.silence) <= at;

/** Those who are gone without a word, and those who may not be there. */
function departures(state: VideoCallState, { session, at }: CallAct): CallChange | undefined {
  const present = presentIn(state);
  const silent = present.filter((one) => isSilent(one, at));
  const strangers = present.filter((one) => !silent.includes(one) && memberIn(session, one.userId) === undefined);
  if (silent.length + strangers.length === 0) return undefined;
  const goes = (one: Present): boolean => silent.includes(one) || strangers.includes(one);
  const happens = [
    ...silent.map(({ userId }): CallHappening => ({ event: 'PARTICIPANT_VANISHED', userId })),
    ...strangers.map(({ userId }): CallHappening => ({ event: 'PARTICIPANT_REMOVED', userId })),
  ];
  // Of a call that everyone vanished from, nobody knows more than when they were heard of last.
  const isDeserted = silent.length === present.length;
  const when = isDeserted ? instantOf(Math.max(...silent.map(({ lastSeenAt }) => lastSeenAt))) : at;
  return afterwards(state, withoutPresent(state, goes, when), happens, isDeserted ? 'VANISHED' : 'EMPTIED', when);
}

/** Saves a call that is as it was, so that it is due when those who are in it may have fallen silent. */
export const reschedule: CallDecision = (state) =>
  isOver(state.phase) ? nothing : changed({ becomes: {}, happens: [] });
