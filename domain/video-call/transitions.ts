import type { CallState, CallStep } from '../vocabulary/calls.ts';

/**
 * What each step makes of a call, by the state that it is in; a step that a state does not name cannot happen there. The one
 * table of it: the aggregate decides by it, its diagram shows it, and a test holds both to it.
 */
export const transitions: Readonly<Record<CallState, Readonly<Partial<Record<CallStep, CallState>>>>> = {
  INITIATED: {
    RANG: 'RINGING',
    ANSWERED: 'ACTIVE',
    ALL_DECLINED: 'DECLINED',
    // Nobody was told in all that time: nobody missed it.
    UNANSWERED: 'FAILED',
    VANISHED: 'FAILED',
    HUNG_UP: 'MISSED',
    EMPTIED: 'MISSED',
    CLOSED: 'MISSED',
  },
  RINGING: {
    ANSWERED: 'ACTIVE',
    ALL_DECLINED: 'DECLINED',
    UNANSWERED: 'MISSED',
    VANISHED: 'MISSED',
    HUNG_UP: 'MISSED',
    EMPTIED: 'MISSED',
    CLOSED: 'MISSED',
  },
  ACTIVE: { VANISHED: 'FAILED', HUNG_UP: 'ENDED', EMPTIED: 'ENDED', CLOSED: 'ENDED' },
  ENDED: {},
  MISSED: {},
  DECLINED: {},
  FAILED: {},
};
