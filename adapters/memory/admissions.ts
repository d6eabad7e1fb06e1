import type { Admissions, NamedInvite } from '../../application/ports/admissions.ts';
import type { Ban, JoinRequest } from '../../domain/chat-session/admission.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemoryStore, StoredSession } from './memory-store.ts';

const isSettled = ({ members, bans }: StoredSession, user: UserId): boolean => members.has(user) || bans.has(user);

export class MemoryAdmissions implements Admissions {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async bans(sessionId: SessionId): Promise<readonly Ban[]> {
    return [...(this.#store.sessions.get(sessionId)?.bans.values() ?? [])];
  }

  async joinRequests(sessionId: SessionId): Promise<readonly JoinRequest[]> {
    const session = this.#store.sessions.get(sessionId);
    const requests = [...(session?.joinRequests.values() ?? [])];
    return requests.filter(({ userId }) => session !== undefined && !isSettled(session, userId));
  }

  async invitesOf(user: UserId): Promise<readonly NamedInvite[]> {
    return [...this.#store.sessions.values()].flatMap((session) => {
      const { state, invites } = session;
      const invite = invites.get(user);
      return invite === undefined || state.status !== 'ACTIVE' || isSettled(session, user)
        ? []
        : [{ ...invite, sessionId: state.id, sessionName: state.name }];
    });
  }
}
