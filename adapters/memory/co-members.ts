import type { CoMembers } from '../../application/ports/co-members.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryCoMembers implements CoMembers {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async among(
    sessionId: SessionId,
    caller: UserId,
    users: readonly UserId[],
  ): Promise<ReadonlySet<UserId> | undefined> {
    const session = this.#store.sessions.get(sessionId);
    if (session === undefined || session.state.status === SessionStatus.BLOCKED) return undefined;
    const { members } = session;
    return members.has(caller) ? new Set(users.filter((user) => members.has(user))) : undefined;
  }
}
