import type { Preferences } from '../../application/ports/preferences.ts';
import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import { preferencesAtFirst } from '../../domain/chat-session/preferences.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryPreferences implements Preferences {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async change(
    sessionId: SessionId,
    user: UserId,
    change: Partial<MemberPreferences>,
  ): Promise<MemberPreferences | undefined> {
    const members = this.#store.sessions.get(sessionId)?.members;
    const member = members?.get(user);
    if (members === undefined || member === undefined) return undefined;
    const preferences = { ...preferencesAtFirst, ...member.preferences, ...change };
    members.set(user, { ...member, preferences });
    return preferences;
  }
}
