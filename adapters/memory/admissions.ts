import type { Admissions, NamedInvite } from '../../application/ports/admissions.ts';
import type { Ban, JoinRequest } from '../../domain/chat-session/admission.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryAdmissions implements Admissions {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async bans(sessionId: SessionId): Promise<readonly Ban[]> {
    return [...(this.#store.sessions.get(sessionId)?.bans.values() ?? [])];
  }

  async joinRequests(sessionId: SessionId): Promise<readonly JoinRequest[]> {
    return [...(this.#store.sessions.get(sessionId)?.joinRequests.values() ?? [])];
  }

  async invitesOf(user: UserId): Promise<readonly NamedInvite[]> {
    return [...this.#store.sessions.values()].flatMap(({ state, invites }) => {
      const invite = invites.get(user);
      return invite === undefined || state.status !== 'ACTIVE'
        ? []
        : [{ ...invite, sessionId: state.id, sessionName: state.name }];
    });
  }
}
