import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCall, aCallMember, aCallSession, savedCall } from '../../test/builders/calls.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { user } from '../../test/builders/people.ts';
import type { UserId } from '../shared/ids.ts';
import { later } from '../shared/instant.ts';
import type { CallSession } from './call-session.ts';
import type { CallAct, CallDecision } from './decision.ts';
import { changeMedia } from './decisions/change-media.ts';
import { accept, join } from './decisions/come-in.ts';
import { decline } from './decisions/decline.ts';
import { closeWithSession, end } from './decisions/end.ts';
import { leave } from './decisions/leave.ts';
import { requestRecording, requestStop } from './decisions/record.ts';
import { review } from './decisions/review.ts';
import { ring } from './decisions/ring.ts';
import { dropMember, muteParticipant, removeParticipant } from './decisions/rule-participant.ts';
import { dueOf } from './due.ts';
import { presentIn } from './participants.ts';
import { durationSeconds, isOver } from './phase.ts';
import { transitions } from './transitions.ts';
import type { VideoCall } from './video-call.ts';

const people = ['ann', 'bob', 'cat', 'dan', 'eve'].map((name) => user(name));
const [ann = user('ann'), , , dan = user('dan')] = people;
const whole = aCallSession(people.map((one) => (one === dan ? aCallMember(dan, 'MODERATOR') : one)));

interface Step {
  readonly what: string;
  readonly by: CallAct['by'];
  readonly decision: CallDecision;
  readonly afterMs: number;
  /** Whom the session has lost. */
  readonly without: readonly UserId[];
}

const someone = fc.constantFrom(...people);
const wish = fc.record({ microphone: fc.boolean(), camera: fc.boolean(), consentsToRecording: fc.boolean() });
const own = (what: string, decision: fc.Arbitrary<CallDecision>) =>
  fc.tuple(someone, decision).map(([by, it]) => ({ what: `${by} ${what}`, by, decision: it }));
const onOther = (what: string, decide: (target: UserId) => CallDecision) =>
  fc.tuple(someone, someone).map(([by, target]) => ({ what: `${by} ${what} ${target}`, by, decision: decide(target) }));
const nobodys = (what: string, decision: CallDecision) => fc.constant({ what, by: '#system' as const, decision });

const steps: fc.Arbitrary<Step> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: own('joins', wish.map(join)) },
      { weight: 3, arbitrary: own('accepts', wish.map(accept)) },
      { weight: 3, arbitrary: own('leaves', fc.constant(leave)) },
      { weight: 2, arbitrary: own('declines', fc.constant(decline)) },
      {
        weight: 2,
        arbitrary: own('switches', fc.record({ screen: fc.boolean(), hand: fc.boolean() }).map(changeMedia)),
      },
      own('ends', fc.constant(end)),
      own('records', fc.constant(requestRecording)),
      own('stops recording', fc.constant(requestStop)),
      onOther('mutes', muteParticipant),
      onOther('removes', removeParticipant),
      someone.chain((target) => nobodys(`drops ${target}`, dropMember(target))),
      nobodys('rings', ring),
      nobodys('time passes', review),
      { weight: 1, arbitrary: nobodys('closes', closeWithSession) },
    ),
    fc.constantFrom(0, 1_000, 9_000, 30_000),
    fc.subarray(people.slice(1), { maxLength: 1 }),
  )
  .map(([step, afterMs, without]) => ({ ...step, afterMs, without }));

const sessionWithout = (lost: readonly UserId[]): CallSession => ({
  ...whole,
  members: whole.members.filter(({ userId }) => !lost.includes(userId)),
});

function expectSound(call: VideoCall, before: VideoCall): void {
  const { state } = call;
  const present = presentIn(state);
  expect(present.filter(({ screen }) => screen).length).toBeLessThanOrEqual(1);
  expect(new Set(state.participants.map(({ uid }) => uid)).size).toBe(state.participants.length);
  expect(new Set(state.participants.map(({ userId }) => userId)).size).toBe(state.participants.length);
  if (isOver(state.phase)) {
    expect(present).toEqual([]);
    expect(durationSeconds(state.phase) ?? 0).toBeGreaterThanOrEqual(0);
  } else {
    expect(present.length).toBeGreaterThan(0);
  }
  if (state.phase.state === 'ACTIVE') expect(state.invited.length).toBeGreaterThan(0);
  const [was, is] = [before.state.phase.state, state.phase.state];
  if (was !== is) {
    const ways = Object.values(transitions[was]).flatMap((next) => [next, ...Object.values(transitions[next])]);
    expect(ways).toContain(is);
  }
  if (!isOver(state.phase)) expect(dueOf(state)).not.toBeNull();
  const running = state.recordings.filter(({ progress }) => ['STARTING', 'RECORDING'].includes(progress.state));
  expect(running.length).toBeLessThanOrEqual(1);
}

describe('a call that five people do anything with, in any order', () => {
  it('stays sound, tells the chat of its end once, and is over when all are silent', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40 }), (plan) => {
        let call = savedCall(aCall(whole, ann));
        let at = noon;
        let ends = 0;
        for (const { by, decision, afterMs, without } of plan) {
          at = later(at, afterMs);
          const result = call.decide(decision, { by, at, session: sessionWithout(without) });
          if (!result.ok || result.value === call) continue;
          expectSound(result.value, call);
          ends += result.value.changes().told.filter(({ system }) => system.event !== 'CALL_STARTED').length;
          call = savedCall(result.value);
        }
        const silent = { by: '#system' as const, at: later(at, 120_000), session: whole };
        const last = call.decide(review, silent);
        if (last.ok && last.value !== call) {
          ends += last.value.changes().told.length;
          call = last.value;
        }
        expect([isOver(call.state.phase), presentIn(call.state).length, ends]).toEqual([true, 0, 1]);
      }),
      { numRuns: 500 },
    );
  });
});
