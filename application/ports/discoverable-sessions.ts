import type { Discoverable } from '../../domain/chat-session/discovery.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { SessionType } from '../../domain/vocabulary/sessions.ts';

/** A session among those that are discovered. Order is by name, and by id where names are the same. */
export interface DiscoverableSession extends Discoverable {
  readonly sessionId: SessionId;
}

/** Where a list of them stands. */
export type DiscoveryPosition = Pick<DiscoverableSession, 'nameKey' | 'sessionId'>;

/** A session as it is shown to those who may enter it. */
export interface DiscoveredView {
  readonly id: SessionId;
  readonly sessionType: SessionType;
  readonly name: string;
  readonly description: string | null;
  readonly avatarUrl: string | null;
  readonly tags: readonly string[];
  readonly memberCount: number;
  readonly requireApproval: boolean;
  readonly isMember: boolean;
}

/** Which PUBLIC sessions there are. Adapters pass `test/contracts/discoverable-sessions.contract.ts`. */
export interface DiscoverableSessions {
  /**
   * The first ones after a position, from the start without one: at most `limit`, and fewer only at the end of all.
   * One that was opened, renamed or closed a moment ago may be missing, or be there still. @throws {StoreBusy}
   */
  after(position: DiscoveryPosition | null, limit: number): Promise<readonly DiscoverableSession[]>;

  /**
   * Those of at most 200 sessions that are ACTIVE, PUBLIC, and have not banned the user, in the order asked for. Strongly
   * consistent. @throws {StoreBusy}
   */
  views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly DiscoveredView[]>;

  /** Whether there is such a session that is PUBLIC, whatever its status. @throws {StoreBusy} */
  isPublic(sessionId: SessionId): Promise<boolean>;
}
