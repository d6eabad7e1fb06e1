import type {
  DiscoverableSession,
  DiscoverableSessions,
  DiscoveredView,
  DiscoveryPosition,
} from '../../application/ports/discoverable-sessions.ts';
import { discoverableOf } from '../../domain/chat-session/discovery.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemoryStore } from './memory-store.ts';

/** Texts of one order with the bytes that a table sorts by. */
const bytesOf = ({ nameKey, sessionId }: DiscoveryPosition): Buffer => Buffer.from(`${nameKey}\t${sessionId}`);
const byName = (a: DiscoveryPosition, b: DiscoveryPosition): number => Buffer.compare(bytesOf(a), bytesOf(b));

export class MemoryDiscoverableSessions implements DiscoverableSessions {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async after(position: DiscoveryPosition | null, limit: number): Promise<readonly DiscoverableSession[]> {
    const all = [...this.#store.sessions.values()].flatMap(({ state }): DiscoverableSession[] => {
      const discoverable = discoverableOf(state);
      return discoverable === null ? [] : [{ sessionId: state.id, ...discoverable }];
    });
    return all
      .filter((session) => position === null || byName(session, position) > 0)
      .sort(byName)
      .slice(0, limit);
  }

  async views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly DiscoveredView[]> {
    return sessionIds.flatMap((id) => {
      const session = this.#store.sessions.get(id);
      if (session === undefined || session.bans.has(user)) return [];
      const { sessionType, name, description, avatarUrl, tags, settings } = session.state;
      if (name === null || discoverableOf(session.state) === null) return [];
      return [
        {
          id,
          sessionType,
          name,
          description,
          avatarUrl,
          tags,
          memberCount: session.members.size,
          requireApproval: settings.requireApproval,
          isMember: session.members.has(user),
        },
      ];
    });
  }

  async isPublic(sessionId: SessionId): Promise<boolean> {
    return this.#store.sessions.get(sessionId)?.state.kind === 'PUBLIC';
  }
}
