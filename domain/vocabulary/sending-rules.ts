/** What sending asks besides whether one may post, and what a message holds: shared by the resolvers and the use case. */
import { ErrorCode } from './error-codes.ts';
import type { MessageKind } from './messages.ts';
import { outranks } from './permissions.ts';
import type { Refusal } from './refusal.ts';
import type { MemberRole } from './sessions.ts';

/** Why a member may not send without their name, or `undefined` when they may. */
export const refusalOfAnonymity = (allowAnonymous: boolean, alias: string | null): Refusal | undefined =>
  allowAnonymous && alias !== null
    ? undefined
    : { code: ErrorCode.NotAllowed, why: 'the session takes no anonymous messages' };

/** A thread would start in a thread. */
export const nestedThread: Refusal = { code: ErrorCode.BadInput, why: 'the message is in a thread itself' };

/**
 * Whether slow mode looks at a message only once it was parsed: a formula that is refused for what it is was not sent, and
 * nobody waits for it.
 */
export const isPacedOnceParsed = (kind: MessageKind): boolean => kind === 'MATH_FORMULA';

/** The seconds that a member waits between two messages, 0 for none: those who moderate never do. */
export const paceOf = (slowModeSeconds: number, role: MemberRole): number =>
  outranks('MODERATOR', role) ? slowModeSeconds : 0;
