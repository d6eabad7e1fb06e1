import { describe, expect, it } from 'vitest';
import {
  aCall,
  aCallId,
  aCallMember,
  aCallSecret,
  aCallSession,
  comingIn,
  decided,
  joinedBy,
  savedCall,
} from '../../test/builders/calls.ts';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aUser, user } from '../../test/builders/people.ts';
import { later } from '../shared/instant.ts';
import { CallDurations, CallLimits } from '../vocabulary/call-limits.ts';
import { changeMedia } from './decisions/change-media.ts';
import { accept, join } from './decisions/come-in.ts';
import { decline } from './decisions/decline.ts';
import { closeWithSession, end } from './decisions/end.ts';
import { leave, leaveWith } from './decisions/leave.ts';
import { review } from './decisions/review.ts';
import { dropMember, muteParticipant, removeParticipant } from './decisions/rule-participant.ts';
import { dueOf } from './due.ts';
import { presentIn } from './participants.ts';
import { durationSeconds } from './phase.ts';
import { passedOn } from './signalling.ts';
import { VideoCall } from './video-call.ts';

const [ann, bob, cat, dan, eve] = [user('ann'), user('bob'), user('cat'), user('dan'), user('eve')];
const group = aCallSession([ann, bob, cat, aCallMember(dan, 'MODERATOR')]);
const pair = aCallSession([ann, bob], { kind: 'DIRECT' });
const soon = later(noon, 20_000);

const start = (session = group, by = ann, rings = session.members.map(({ userId }) => userId)) =>
  VideoCall.start({ id: aCallId(), secret: aCallSecret(), session, by, mode: 'VIDEO', rings, at: noon });
const talking = () => joinedBy(aCall(group, ann), group, bob, cat);
const namesIn = (call: VideoCall) => presentIn(call.state).map(({ userId }) => userId);
const told = (call: VideoCall) => call.changes().told.map(({ system, actor }) => ({ actor, ...system }));

describe('starting a call', () => {
  it('puts its starter in it and rings the other members who are named', () => {
    const call = granted(start(group, ann, [ann, bob, bob, eve, cat]));
    expect(call.state.invited).toEqual([
      { userId: bob, answer: 'PENDING' },
      { userId: cat, answer: 'PENDING' },
    ]);
    expect(namesIn(call)).toEqual([ann]);
    expect(told(call)).toMatchObject([{ event: 'CALL_STARTED', actor: ann, call: { durationSeconds: null } }]);
    expect(call.state.channel.length).toBeLessThan(64);
  });

  it('is for those who may write in the session', () => {
    expect(refusalOf(start(group, eve))).toBe('CallNotFound');
    expect(refusalOf(start({ ...group, status: 'ARCHIVED' }))).toBe('SessionReadOnly');
    expect(refusalOf(start({ ...group, status: 'BLOCKED' }))).toBe('SessionReadOnly');
    expect(refusalOf(start({ ...group, isFrozen: true }))).toBe('NotAllowed');
    expect(refusalOf(start({ ...group, kind: 'ANNOUNCEMENT' }))).toBe('NotAllowed');
    expect(refusalOf(start({ ...pair, isClosed: true }))).toBe('NotAllowed');
    const muted = aCallSession([{ ...aCallMember(ann), mutedUntil: soon }, bob]);
    expect(refusalOf(start(muted))).toBe('Muted');
    expect(start({ ...group, kind: 'ANNOUNCEMENT' }, dan).ok).toBe(true);
  });

  it('rings someone, and not more than fifty', () => {
    expect(refusalOf(start(group, ann, []))).toBe('BadInput');
    expect(refusalOf(start(group, ann, [ann, eve]))).toBe('BadInput');
    const crowd = aCallSession([ann, ...Array.from({ length: CallLimits.invites + 1 }, () => aUser())]);
    expect(refusalOf(start(crowd))).toBe('BadInput');
  });
});

describe('coming in', () => {
  it('is for current members, whether or not they were rung', () => {
    const call = granted(start(group, ann, [bob]));
    expect(namesIn(granted(decided(call, group, cat, join(comingIn))))).toEqual([ann, cat]);
    expect(refusalOf(decided(call, group, eve, join(comingIn)))).toBe('CallNotFound');
    expect(refusalOf(decided(call, group, cat, accept(comingIn)))).toBe('NotAllowed');
    expect(refusalOf(decided(call, { ...group, status: 'ARCHIVED' }, bob, join(comingIn)))).toBe('SessionReadOnly');
    expect(refusalOf(decided(aCall(pair, ann), { ...pair, isClosed: true }, bob, join(comingIn)))).toBe('NotAllowed');
  });

  it('changes nothing for someone who is in', () => {
    const call = talking();
    expect(granted(decided(call, group, bob, join(comingIn)))).toBe(call);
  });

  it('is taken over by the client that someone comes with last, which is let in once', () => {
    const [phone, laptop] = [
      { ...comingIn, clientId: 'phone' },
      { ...comingIn, camera: false, clientId: 'laptop' },
    ];
    const first = granted(decided(aCall(pair, ann), pair, bob, join(phone), soon));
    expect(granted(decided(first, pair, bob, join(phone)))).toBe(first);
    expect(granted(decided(first, pair, bob, join(comingIn)))).toBe(first);
    const sharing = granted(decided(first, pair, bob, changeMedia({ screen: true, hand: true }), soon));
    const saved = VideoCall.restore(sharing.state, 3);
    const second = granted(decided(saved, pair, bob, join(laptop), later(soon, 9)));
    const { came, went, moved, happened, told: telling, isLive } = second.changes();
    expect(happened).toEqual([{ event: 'PARTICIPANT_MOVED', userId: bob }]);
    expect([isLive, telling, went]).toEqual([true, [], []]);
    expect(moved).toMatchObject([{ userId: bob, uid: 2, clientId: 'phone' }]);
    // Another number, so that the two are not taken for each other in the channel; the hand stays up, and the screen is the phone's.
    const own = { userId: bob, uid: 3, clientId: 'laptop', camera: false, screen: false, handRaisedAt: soon };
    expect(came).toMatchObject([own]);
    expect(second.state.participants).toHaveLength(2);
    expect(granted(decided(second, pair, bob, leaveWith('phone')))).toBe(second);
    const left = granted(decided(second, pair, bob, leaveWith('laptop')));
    expect(left.state.phase.state).toBe('ENDED');
  });

  it('gives everyone a number of their own, which they find again', () => {
    const left = granted(decided(talking(), group, bob, leave));
    const back = joinedBy(left, group, dan, bob);
    const uids = back.state.participants.map(({ userId, uid }) => [userId, uid]);
    expect(uids).toEqual([
      [ann, 1],
      [bob, 2],
      [cat, 3],
      [dan, 4],
    ]);
  });

  it('stops where the call is full, at one time and over all', () => {
    const crowd = Array.from({ length: CallLimits.participants + 1 }, () => aUser());
    const session = aCallSession([ann, ...crowd]);
    const full = joinedBy(
      aCall(session, ann, { rings: crowd.slice(0, 1) }),
      session,
      ...crowd.slice(0, CallLimits.participants - 1),
    );
    const [late = ann] = crowd.slice(-1);
    const result = decided(full, session, late, join(comingIn));
    expect(result).toMatchObject({ ok: false, refusal: { code: 'CallFull', info: { limit: 50 } } });
  });

  it('rests on being a member', () => {
    const call = savedCall(aCall(group, ann));
    expect(joinedBy(call, group, bob).changes()).toMatchObject({
      restsOn: [{ userId: bob }],
      came: [{ userId: bob }],
      went: [],
    });
  });
});

describe('a call that ends', () => {
  it('lasted from the first answer on, and the chat is told how long', () => {
    const ringing = aCall(group, ann);
    const answered = granted(decided(ringing, group, bob, join(comingIn), soon));
    const over = granted(decided(answered, group, ann, end, later(soon, 61_400)));
    expect(durationSeconds(over.state.phase)).toBe(61);
    expect(told(over).at(-1)).toMatchObject({ event: 'CALL_ENDED', actor: ann, call: { durationSeconds: 61 } });
    expect(over.state.invited.map(({ answer }) => answer)).toEqual(['ACCEPTED', 'MISSED', 'MISSED']);
    expect(namesIn(over)).toEqual([]);
  });

  it('is told with how many took part and how their connections were, where somebody answered', () => {
    const answered = granted(decided(aCall(group, ann), group, bob, join(comingIn), soon));
    expect(answered.tellsOutcome).toBe(false);
    const over = granted(decided(answered, group, ann, end, later(soon, 1_000)));
    expect(told(over).at(-1)?.call?.outcome).toEqual({ participantCount: 2, quality: null });
    const sample = { bandwidthKbps: 1000 / 3, packetLossPercent: 2 / 3, latencyMs: 80, jitterMs: 7 };
    const measured = told(over.toldWith(sample)).map(({ call }) => call?.outcome);
    const quality = { ...sample, bandwidthKbps: 333.33, packetLossPercent: 0.67 };
    expect(measured).toEqual([undefined, { participantCount: 2, quality }]);
    const missed = granted(decided(aCall(group, ann), group, ann, leave));
    expect([missed.tellsOutcome, told(missed).at(-1)?.call?.outcome]).toEqual([false, undefined]);
  });

  it('names in the chat who missed it, or declined it', () => {
    const declined = granted(decided(aCall(group, ann), group, bob, decline));
    const missed = granted(decided(declined, group, '#system', review, later(noon, CallDurations.ring)));
    expect(told(missed).at(-1)).toMatchObject({ event: 'CALL_FAILED', userIds: [] });
    const rang = granted(decided(declined, group, ann, leave));
    expect(told(rang).at(-1)).toMatchObject({ event: 'CALL_MISSED', userIds: [cat, dan] });
    const all = [bob, cat, dan].reduce((call, who) => granted(decided(call, group, who, decline)), aCall(group, ann));
    expect(told(all).at(-1)).toMatchObject({ event: 'CALL_DECLINED', userIds: [bob, cat, dan] });
  });

  it('is ended by its starter, by moderators, and by either of a pair', () => {
    expect(refusalOf(decided(talking(), group, bob, end))).toBe('NotAllowed');
    expect(granted(decided(talking(), group, dan, end)).state.phase.state).toBe('ENDED');
    const two = joinedBy(aCall(pair, ann), pair, bob);
    expect(granted(decided(two, pair, bob, end)).state.phase.state).toBe('ENDED');
    expect(refusalOf(decided(aCall(pair, ann), pair, bob, end))).toBe('NotAllowed');
  });

  it('goes on with one in a group, and not in a pair', () => {
    const alone = granted(decided(joinedBy(aCall(group, ann), group, bob), group, ann, leave));
    expect(alone.state.phase.state).toBe('ACTIVE');
    const two = joinedBy(aCall(pair, ann), pair, bob);
    expect(granted(decided(two, pair, ann, leave)).state.phase).toMatchObject({ state: 'ENDED', reason: 'EMPTIED' });
  });

  it('goes on when its starter is removed from it', () => {
    const owned = aCallSession([ann, bob, cat, aCallMember(dan, 'OWNER')]);
    const call = joinedBy(aCall(owned, ann), owned, bob, cat);
    const after = granted(decided(call, owned, dan, removeParticipant(ann)));
    expect([after.state.phase.state, namesIn(after)]).toEqual(['ACTIVE', [bob, cat]]);
    expect(refusalOf(decided(after, owned, ann, join(comingIn)))).toBe('NotAllowed');
  });

  it('ends with its session, on nobody’s authority', () => {
    const over = granted(decided(talking(), { ...group, status: 'BLOCKED' }, '#system', closeWithSession));
    expect(over.state.phase).toMatchObject({ state: 'ENDED', reason: 'CLOSED' });
  });
});

describe('declining a call', () => {
  it('is for those who were rung and did not take it', () => {
    const call = granted(start(group, ann, [bob]));
    expect(refusalOf(decided(call, group, cat, decline))).toBe('NotAllowed');
    expect(refusalOf(decided(joinedBy(call, group, bob), group, bob, decline))).toBe('NotAllowed');
    expect(refusalOf(decided(call, group, eve, decline))).toBe('CallNotFound');
  });

  it('twice changes nothing, and one who declined may come in after all', () => {
    const once = granted(decided(aCall(group, ann), group, bob, decline));
    expect(granted(decided(once, group, bob, decline))).toBe(once);
    expect(namesIn(joinedBy(once, group, bob))).toEqual([ann, bob]);
  });
});

describe('what others see and hear', () => {
  it('is switched by oneself, one screen at a time', () => {
    const shared = granted(decided(talking(), group, bob, changeMedia({ screen: true, hand: true })));
    expect(refusalOf(decided(shared, group, cat, changeMedia({ screen: true })))).toBe('ScreenTaken');
    expect(granted(decided(shared, group, bob, changeMedia({ screen: true })))).toBe(shared);
    const freed = granted(decided(shared, group, bob, leave));
    expect(decided(freed, group, cat, changeMedia({ screen: true })).ok).toBe(true);
    expect(refusalOf(decided(talking(), group, dan, changeMedia({ camera: false })))).toBe('NotInCall');
  });

  it('keeps since when a hand is up', () => {
    const raised = granted(decided(talking(), group, bob, changeMedia({ hand: true }), soon));
    const again = granted(decided(raised, group, bob, changeMedia({ hand: true, camera: false }), later(soon, 5)));
    expect(again.state.participants.find(({ userId }) => userId === bob)?.handRaisedAt).toBe(soon);
  });

  it('can be muted by the starter and by moderators with a higher role, and switched on again', () => {
    const call = joinedBy(talking(), group, dan);
    const muted = granted(decided(call, group, ann, muteParticipant(bob)));
    expect(muted.state.participants.find(({ userId }) => userId === bob)?.microphone).toBe(false);
    expect(granted(decided(muted, group, ann, muteParticipant(bob)))).toBe(muted);
    expect(decided(muted, group, bob, changeMedia({ microphone: true })).ok).toBe(true);
    expect(refusalOf(decided(call, group, bob, muteParticipant(cat)))).toBe('NotAllowed');
    expect(refusalOf(decided(call, group, ann, muteParticipant(dan)))).toBe('NotAllowed');
    expect(refusalOf(decided(call, group, dan, muteParticipant(eve)))).toBe('ParticipantNotFound');
    expect(refusalOf(decided(call, group, dan, muteParticipant(dan)))).toBe('NotAllowed');
    const two = joinedBy(aCall(pair, ann), pair, bob);
    expect(refusalOf(decided(two, pair, ann, removeParticipant(bob)))).toBe('NotAllowed');
  });
});

describe('someone who is out', () => {
  it('does not come in again where a moderator removed them', () => {
    const out = granted(decided(talking(), group, dan, removeParticipant(bob)));
    expect(namesIn(out)).toEqual([ann, cat]);
    expect(refusalOf(decided(out, group, bob, join(comingIn)))).toBe('NotAllowed');
  });

  it('is out with their membership, and comes back with it', () => {
    const without = aCallSession([ann, cat, dan], { id: group.id });
    const out = granted(decided(talking(), without, '#system', dropMember(bob)));
    expect(namesIn(out)).toEqual([ann, cat]);
    expect(refusalOf(decided(out, without, bob, join(comingIn)))).toBe('CallNotFound');
    expect(namesIn(joinedBy(out, group, bob))).toEqual([ann, bob, cat]);
  });

  it('is found by the next look at the clock, where nobody else said so', () => {
    const without = aCallSession([ann, cat, dan], { id: group.id });
    const after = granted(decided(talking(), without, '#system', review, soon));
    expect(namesIn(after)).toEqual([ann, cat]);
    expect(after.changes().happened.at(-1)).toEqual({ event: 'PARTICIPANT_REMOVED', userId: bob });
  });
});

describe('time', () => {
  const silent = later(noon, CallDurations.silence);

  it('takes out whoever was not heard of for 45 seconds, and nobody before', () => {
    const heard = savedCall(talking()).state;
    const participants = heard.participants.map((one) => (one.userId === bob ? one : { ...one, lastSeenAt: soon }));
    const call = VideoCall.restore({ ...heard, participants }, 4);
    const before = granted(decided(call, group, '#system', review, later(silent, -1)));
    expect(namesIn(before)).toEqual([ann, bob, cat]);
    const after = granted(decided(call, group, '#system', review, silent));
    expect(namesIn(after)).toEqual([ann, cat]);
    expect(after.changes().went).toMatchObject([{ userId: bob, lastSeenAt: noon }]);
  });

  it('ends a call that everyone vanished from when it was last heard of', () => {
    const call = granted(decided(aCall(group, ann), group, bob, join(comingIn), soon));
    const after = granted(decided(call, group, '#system', review, later(soon, 90_000)));
    expect(after.state.phase).toEqual({ state: 'FAILED', reason: 'VANISHED', startedAt: soon, endedAt: soon });
  });

  it('lets those who did not answer a call that goes on have missed it', () => {
    const state = savedCall(talking()).state;
    const participants = state.participants.map((one) => ({ ...one, lastSeenAt: soon }));
    const call = VideoCall.restore({ ...state, participants }, 4);
    const after = granted(decided(call, group, '#system', review, silent));
    expect(after.state.invited.at(-1)).toEqual({ userId: dan, answer: 'MISSED' });
    const found = savedCall(after);
    expect(granted(decided(found, group, '#system', review, silent))).toBe(found);
  });

  it('is looked at when something can have happened, and no more once all is over', () => {
    expect(dueOf(aCall(group, ann).state)).toBe(later(noon, CallDurations.told));
    expect(dueOf(talking().state)).toBe(later(noon, CallDurations.silence));
    expect(dueOf(granted(decided(talking(), group, ann, end)).state)).toBeNull();
  });
});

describe('a signal', () => {
  const { state } = talking();
  const payload = 'v=0';

  it('goes between two who are in the call, and nowhere else', () => {
    expect(passedOn(state, { from: ann, to: bob, payload }).ok).toBe(true);
    expect(refusalOf(passedOn(state, { from: dan, to: bob, payload }))).toBe('NotInCall');
    expect(refusalOf(passedOn(state, { from: ann, to: dan, payload }))).toBe('ParticipantNotFound');
    expect(refusalOf(passedOn(state, { from: ann, to: ann, payload }))).toBe('ParticipantNotFound');
    const over = granted(decided(talking(), group, ann, end)).state;
    expect(refusalOf(passedOn(over, { from: ann, to: bob, payload }))).toBe('CallEnded');
  });

  it('has at most so many characters', () => {
    expect(refusalOf(passedOn(state, { from: ann, to: bob, payload: '' }))).toBe('BadInput');
    const long = 'x'.repeat(CallLimits.signalLength + 1);
    expect(refusalOf(passedOn(state, { from: ann, to: bob, payload: long }))).toBe('BadInput');
  });
});
