import type { CoMembers } from '../../application/ports/co-members.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
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
    const members = this.#store.sessions.get(sessionId)?.members;
    return members?.has(caller) ? new Set(users.filter((user) => members.has(user))) : undefined;
  }
}
