import type { SessionId, UserId } from '../../domain/shared/ids.ts';

/** Who is in a session with whom. Strongly consistent. Adapters pass `test/contracts/co-members.contract.ts`. */
export interface CoMembers {
  /**
   * Those of at most 100 users who are members of the session now, the caller too where named.
   * `undefined` when the session does not exist, was closed by an operator (BLOCKED), or the caller is not in it.
   * @throws {StoreBusy}
   */
  among(sessionId: SessionId, caller: UserId, users: readonly UserId[]): Promise<ReadonlySet<UserId> | undefined>;
}
