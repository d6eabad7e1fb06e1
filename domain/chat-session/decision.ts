import type { Instant } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import type { SystemFacts } from '../vocabulary/message-content.ts';
import type { systemSender } from '../vocabulary/messages.ts';
import type { Permission } from '../vocabulary/permissions.ts';
import { may, outranks, readOnly } from '../vocabulary/permissions.ts';
import type { Refusal } from '../vocabulary/refusal.ts';
import type { Member } from './members.ts';
import type { ChatSessionState } from './state.ts';

/** Who changes a session, and when. `systemSender` where nobody in particular does: an operator, the plan of lessons. */
export interface Act {
  readonly by: UserId | typeof systemSender;
  readonly at: Instant;
}

/** What a decision makes of a session. */
export interface Change {
  readonly becomes: Partial<ChatSessionState>;
  /** What its log tells. Left out: nobody is told. */
  readonly tells?: Pick<SystemFacts, 'event'> & Partial<Omit<SystemFacts, 'event' | 'session'>>;
  /** Whether someone may do less from now on than they might before. */
  readonly revokes?: boolean;
  /** Whether it rests on there being exactly as many members as were counted. */
  readonly countsMembers?: boolean;
  /** What follows from it at once. */
  readonly follows?: Change;
}

/** Judges an act on a session: what becomes of it, `null` where nothing does, or why it is refused. */
export type Decision = (state: ChatSessionState, act: Act) => Result<Change | null>;

/** The same for a session that does not exist and for one that the caller is not in. */
export const noSuchSession: Refusal = { code: ErrorCode.SessionNotFound, why: 'there is no such session' };
export const noSuchMember: Refusal = { code: ErrorCode.MemberNotFound, why: 'nobody with this id is in the session' };

export const noSuchJoinRequest: Refusal = {
  code: ErrorCode.JoinRequestNotFound,
  why: 'nobody with this id asks to be let in',
};
export const noUserId: Refusal = { code: ErrorCode.BadInput, why: 'userId cannot be a user id' };

export const notAllowed = (why: string): Refusal => ({ code: ErrorCode.NotAllowed, why });
export const badInput = (why: string, limit?: number): Refusal => ({
  code: ErrorCode.BadInput,
  why,
  ...(limit === undefined ? {} : { info: { limit } }),
});

export const memberIn = ({ members }: ChatSessionState, user: Act['by']): Member | undefined =>
  members.find(({ userId }) => userId === user);

/** Whoever acts, as a member. Refused: `SessionNotFound`. */
export function actorIn(state: ChatSessionState, act: Act): Result<Member> {
  const actor = memberIn(state, act.by);
  return actor === undefined ? refused(noSuchSession) : done(actor);
}

/** Whoever acts, where their role includes it. Refused: `SessionNotFound`, `NotAllowed`. */
export function allowedActor(state: ChatSessionState, act: Act, permission: Permission): Result<Member> {
  const actor = actorIn(state, act);
  if (!actor.ok) return actor;
  const { kind, isFrozen, settings } = state;
  return may({ kind, isFrozen, allowInvites: settings.allowInvites }, actor.value.role, permission)
    ? actor
    : refused(notAllowed("the caller's role does not include this here"));
}

/** As `allowedActor`, while the session takes entries. Refused: `SessionReadOnly`, too. */
export function allowedActorNow(state: ChatSessionState, act: Act, permission: Permission): Result<Member> {
  const actor = allowedActor(state, act, permission);
  return !actor.ok || state.status === 'ACTIVE' ? actor : refused(readOnly);
}

/** The member whom an act is about, where the actor outranks them. Refused: `MemberNotFound`, `NotAllowed`. */
export function outrankedMember(state: ChatSessionState, actor: Member, userId: UserId): Result<Member> {
  const target = memberIn(state, userId);
  if (target === undefined) return refused(noSuchMember);
  return outranks(actor.role, target.role) ? done(target) : refused(outrankedBy);
}

export const outrankedBy: Refusal = notAllowed('it takes a higher role than theirs');

export const nothing: Result<null> = done(null);
export const changed = (change: Change): Result<Change> => done(change);
