import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';

/** What members set for themselves. Adapters pass `test/contracts/preferences.contract.ts`. */
export interface Preferences {
  /**
   * Sets those that are given, and answers all as they are afterwards; `undefined` where the session does not exist or the
   * user is not in it. Strongly consistent. @throws {StoreBusy}
   */
  change(
    sessionId: SessionId,
    user: UserId,
    change: Partial<MemberPreferences>,
  ): Promise<MemberPreferences | undefined>;
}
