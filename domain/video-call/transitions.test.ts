import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aCall, aCallSession, comingIn, decided, joinedBy } from '../../test/builders/calls.ts';
import { granted } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { user } from '../../test/builders/people.ts';
import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import { CallDurations } from '../vocabulary/call-limits.ts';
import { CallState, CallStep } from '../vocabulary/calls.ts';
import type { CallSession } from './call-session.ts';
import type { CallAct, CallDecision } from './decision.ts';
import { accept } from './decisions/come-in.ts';
import { decline } from './decisions/decline.ts';
import { closeWithSession, end } from './decisions/end.ts';
import { leave } from './decisions/leave.ts';
import { review } from './decisions/review.ts';
import { ring } from './decisions/ring.ts';
import { stepped } from './phase.ts';
import { transitions } from './transitions.ts';
import type { VideoCall } from './video-call.ts';

const [ann, bob] = [user('ann'), user('bob')];
const open = aCallSession([ann, bob]);
const closed = aCallSession([ann, bob], { id: open.id, status: 'BLOCKED' });
const soon = later(noon, 10_000);

/** A call of Ann's, who rings Bob, in each state. */
const calls: Readonly<Record<CallState, () => VideoCall>> = {
  INITIATED: () => aCall(open, ann),
  RINGING: () => granted(decided(calls.INITIATED(), open, '#system', ring)),
  ACTIVE: () => joinedBy(calls.RINGING(), open, bob),
  ENDED: () => granted(decided(calls.ACTIVE(), open, ann, end)),
  MISSED: () => granted(decided(calls.RINGING(), open, ann, end)),
  DECLINED: () => granted(decided(calls.RINGING(), open, bob, decline)),
  FAILED: () => granted(decided(calls.ACTIVE(), open, '#system', review, later(noon, CallDurations.silence))),
};

interface Act {
  readonly by: CallAct['by'];
  readonly decision: CallDecision;
  readonly at?: Instant;
  readonly session?: CallSession;
}

/** What people, time and services do that takes each step, one act after the other. */
const acts: Readonly<Record<CallStep, (state: CallState) => readonly Act[]>> = {
  RANG: () => [{ by: '#system', decision: ring }],
  ANSWERED: () => [{ by: bob, decision: accept(comingIn) }],
  ALL_DECLINED: () => [{ by: bob, decision: decline }],
  UNANSWERED: () => [{ by: '#system', decision: review, at: later(noon, CallDurations.ring) }],
  HUNG_UP: () => [{ by: ann, decision: end }],
  EMPTIED: (state) => (state === 'ACTIVE' ? [{ by: bob, decision: leave }] : []).concat([{ by: ann, decision: leave }]),
  VANISHED: () => [{ by: '#system', decision: review, at: later(noon, CallDurations.silence) }],
  CLOSED: () => [{ by: '#system', decision: closeWithSession, session: closed }],
};

const cases = Object.values(CallState).flatMap((state) =>
  Object.values(CallStep).map((step) => ({ state, step, becomes: transitions[state][step] })),
);
const allowed = cases.flatMap(({ becomes, ...one }) => (becomes === undefined ? [] : [{ ...one, becomes }]));

const refusedSteps = cases.filter(({ becomes }) => becomes === undefined);

/** When a call would have rung out, clients that said nothing are silent, too. */
const fallsSilent = (state: CallState, step: CallStep): boolean => step === 'UNANSWERED' && state === 'ACTIVE';

/** A call that rings falls silent when it has rung long enough: that it was not answered is what is said of it. */
const comesFirst = (state: CallState, step: CallStep): boolean => step === 'VANISHED' && state !== 'ACTIVE';

describe('a call', () => {
  it.each(Object.values(CallState))('can be %s', (state) => {
    expect(calls[state]().state.phase.state).toBe(state);
  });

  it.each(allowed.filter(({ state, step }) => !comesFirst(state, step)))(
    'that is $state becomes $becomes by $step, as people bring it about',
    ({ state, step, becomes }) => {
      const after = acts[step](state).reduce(
        (call, { by, decision, at = soon, session = open }) => granted(decided(call, session, by, decision, at)),
        calls[state](),
      );
      expect(after.state.phase.state).toBe(becomes);
      if ('reason' in after.state.phase) expect(after.state.phase.reason).toBe(step);
    },
  );

  it.each(refusedSteps)('that is $state cannot take the step $step', ({ state, step }) => {
    expect(stepped(calls[state]().state.phase, step, soon)).toBeUndefined();
  });

  it.each(refusedSteps.filter(({ state, step }) => !fallsSilent(state, step)))(
    'that is $state stays so, whoever does what would be $step',
    ({ state, step }) => {
      const call = calls[state]();
      for (const { by, decision, at = soon, session = open } of acts[step](state)) {
        const result = decided(call, session, by, decision, at);
        if (result.ok) expect(result.value).toBe(call);
        else expect(['CallEnded', 'NotAllowed']).toContain(result.refusal.code);
      }
    },
  );

  it.each(allowed)('that is $state takes the step $step to $becomes', ({ state, step, becomes }) => {
    expect(stepped(calls[state]().state.phase, step, soon)).toMatchObject({ state: becomes });
  });

  it('goes the ways of the diagram above it, and no others', () => {
    const text = readFileSync(new URL('./video-call.ts', import.meta.url), 'utf8');
    const shown = [...text.matchAll(/^ \* {3}([A-Z]+) --> ([A-Z]+): (\w+)$/gm)];
    expect(shown.map(([, from, to, step]) => `${from} ${step} ${to}`).sort()).toEqual(
      allowed.map(({ state, step, becomes }) => `${state} ${step} ${becomes}`).sort(),
    );
  });
});
