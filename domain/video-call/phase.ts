import type { Instant } from '../shared/instant.ts';
import { instantOf } from '../shared/instant.ts';
import type { CallEndReason, CallStep } from '../vocabulary/calls.ts';
import { transitions } from './transitions.ts';

/** How far a call has come. */
export type Phase = WaitingPhase | ActivePhase | OverPhase;

/** Nobody besides the starter has come in. */
export interface WaitingPhase {
  readonly state: 'INITIATED' | 'RINGING';
}

export interface ActivePhase {
  readonly state: 'ACTIVE';
  /** When the first one answered. */
  readonly startedAt: Instant;
}

export interface OverPhase {
  readonly state: 'ENDED' | 'MISSED' | 'DECLINED' | 'FAILED';
  /** `null` where nobody answered. */
  readonly startedAt: Instant | null;
  readonly endedAt: Instant;
  readonly reason: CallEndReason;
}

const startedAt = (phase: Phase): Instant | null => ('startedAt' in phase ? phase.startedAt : null);

/** What a step at this time makes of a phase; `undefined` where it cannot happen. The clock never runs back in a call. */
export function stepped(phase: Phase, step: CallStep, at: Instant): Phase | undefined {
  const state = transitions[phase.state][step];
  switch (state) {
    case undefined:
      return undefined;
    case 'INITIATED':
    case 'RINGING':
      return { state };
    case 'ACTIVE':
      return { state, startedAt: at };
    default: {
      if (step === 'RANG' || step === 'ANSWERED') return undefined;
      const since = startedAt(phase);
      return { state, startedAt: since, endedAt: instantOf(Math.max(at, since ?? at)), reason: step };
    }
  }
}

export const isOver = (phase: Phase): phase is OverPhase => 'endedAt' in phase;

/** From the first answer to the end, in whole seconds; `null` for a call that is not over, or that nobody answered. */
export const durationSeconds = (phase: Phase): number | null =>
  isOver(phase) && phase.startedAt !== null ? Math.round((phase.endedAt - phase.startedAt) / 1000) : null;
