import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';

/** A member, as far as notifying needs them. */
export interface AudienceMember {
  readonly user: UserId;
  readonly role: MemberRole;
  readonly preferences: MemberPreferences;
}

export interface AudiencePage {
  /** By user id. */
  readonly members: readonly AudienceMember[];
  /** Whom the next page begins after; `null` on the last one. */
  readonly next: UserId | null;
}

/** Who hears of what happens in a session. Strongly consistent. Adapters pass `test/contracts/audience.contract.ts`. */
export interface Audience {
  /** At most `limit` members, those after a user where one is given. @throws {StoreBusy} */
  members(sessionId: SessionId, after: UserId | null, limit: number): Promise<AudiencePage>;

  /** Who wrote one of the last hundred replies in a thread. Eventually consistent. @throws {StoreBusy} */
  threadAuthors(sessionId: SessionId, root: Seq): Promise<ReadonlySet<UserId>>;
}
