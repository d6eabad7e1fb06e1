import type { Attention } from '../../domain/notification/attention.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';

/** An attention as it was read: what is made of it is saved only while it still is so. */
export interface Attended {
  readonly sessionId: SessionId;
  readonly attention: Attention;
  /** 0 for one that was never saved. */
  readonly version: number;
}

/** What becomes of a notice once some of it is done. */
export interface Settlement {
  /** Who is told, or is no more. */
  readonly devices: readonly DeviceId[];
  /** Whether the e-mail is done. */
  readonly mailed: boolean;
  /** Whether the lease is given back, for another try. */
  readonly givesBack: boolean;
}

/** Whom something is due for. */
export interface DueUser {
  readonly user: UserId;
  readonly dueAt: Instant;
}

/**
 * What keeps notifications to once each: notices, and what each user was told of each session. Strongly consistent but for
 * `due`. Adapters pass `test/contracts/notices.contract.ts`.
 */
export interface Notices {
  /** @throws {StoreBusy} */
  find(user: UserId, id: string): Promise<Notice | undefined>;

  /** @throws {StoreBusy} */
  attention(user: UserId, sessionId: SessionId): Promise<Attended>;

  /** Both at once. @throws {StoreBusy} */
  standing(
    user: UserId,
    id: string,
    sessionId: SessionId,
  ): Promise<{ readonly notice: Notice | undefined; readonly attended: Attended }>;

  /** Those of the user's in which something is held back, at most `NotificationLimits.digestSessions`. @throws {StoreBusy} */
  holding(user: UserId): Promise<readonly Attended[]>;

  /**
   * Opens a notice, and saves what becomes of attentions that were read, all or nothing. `false`, and nothing happened, where
   * there is a notice of this id already, or an attention is not as it was read.
   * @param notice `null` where nothing is told, and attentions change all the same.
   * @throws {StoreBusy}
   */
  open(user: UserId, notice: Notice | null, changes: readonly Attended[], now: Instant): Promise<boolean>;

  /**
   * Has the notice for oneself until a time. `false` where somebody else has it now, it is settled, or there is none.
   * @throws {StoreBusy}
   */
  lease(user: UserId, id: string, now: Instant, until: Instant): Promise<boolean>;

  /** Says what is done of a notice; what was said before stays. @throws {StoreBusy} */
  settle(user: UserId, id: string, settlement: Settlement): Promise<void>;

  /** Whom something was due for before a time, at most about `limit` of them, each once. Eventually consistent. @throws {StoreBusy} */
  due(before: Instant, limit: number): Promise<readonly DueUser[]>;
}
