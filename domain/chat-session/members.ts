import type { Instant } from '../shared/instant.ts';
import type { Seq, UserId } from '../shared/ids.ts';
import { parseUserId, seqZero } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';
import type { Refusal } from '../vocabulary/refusal.ts';
import { MemberRole } from '../vocabulary/sessions.ts';
import { membersOf } from '../vocabulary/session-settings.ts';
import type { SessionKind } from '../vocabulary/sessions.ts';

/** A user in a session. */
export interface Member {
  readonly userId: UserId;
  readonly role: MemberRole;
  readonly joinedAt: Instant;
  /** `null` for who was never muted; otherwise perhaps past. */
  readonly mutedUntil: Instant | null;
  /** What stands for their name on anonymous messages; `null` for who came before there were any. */
  readonly alias: string | null;
  /** The position of the entry that made them what they are here; 0 for those whom the session began with. */
  readonly changedSeq: Seq;
}

/** What stands for a member's name on anonymous messages: random, and no two are likely to be the same. */
export type NewAlias = () => string;

export const newMember = (userId: UserId, role: MemberRole, joinedAt: Instant, alias: string): Member => ({
  userId,
  role,
  joinedAt,
  mutedUntil: null,
  alias,
  changedSeq: seqZero,
});

/**
 * The members a session opens with: `creator` as its owner, each other user once as a member, in the order given.
 * Naming someone twice, or the creator at all, is no mistake. Refused: `BadInput`.
 */
export function firstMembers(
  kind: SessionKind,
  creator: UserId,
  memberIds: readonly string[],
  at: Instant,
  alias: NewAlias,
): Result<readonly Member[]> {
  const users = new Set<UserId>([creator]);
  for (const memberId of memberIds) {
    const userId = parseUserId(memberId);
    if (userId === undefined) {
      return refused({ code: ErrorCode.BadInput, why: 'memberIds holds something that cannot be a user id' });
    }
    users.add(userId);
  }
  const refusal = refusalOfCount(kind, users.size);
  if (refusal !== undefined) return refused(refusal);

  const roleOf = (userId: UserId): MemberRole => (userId === creator ? MemberRole.OWNER : MemberRole.MEMBER);
  return done([...users].map((userId) => newMember(userId, roleOf(userId), at, alias())));
}

/**
 * Those of `users` who are not among `members` yet, at most `Limits.joinedAtOnce`: `owner` as an owner, everyone else as
 * a member.
 */
export function newcomers(
  members: readonly Member[],
  users: readonly UserId[],
  owner: UserId,
  at: Instant,
  alias: NewAlias,
): readonly Member[] {
  const known = new Set(members.map(({ userId }) => userId));
  return users
    .filter((userId) => !known.has(userId))
    .slice(0, Limits.joinedAtOnce)
    .map((userId) => newMember(userId, userId === owner ? MemberRole.OWNER : MemberRole.MEMBER, at, alias()));
}

/** Why a session of `kind` cannot have `count` members, its owner among them; `undefined` when it can. */
export function refusalOfCount(kind: SessionKind, count: number): Refusal | undefined {
  const { least, most } = membersOf[kind];
  if (count >= least && count <= most) return undefined;
  const range = least === most ? `exactly ${most}` : `${least} to ${most}`;
  return {
    code: ErrorCode.BadInput,
    why: `a ${kind} session has ${range} members, and this one would have ${count}`,
    info: { limit: most },
  };
}
