import { beforeAll, describe, expect, it } from 'vitest';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import type { DiscoverableSession } from '../../application/ports/discoverable-sessions.ts';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { archive, unarchive } from '../../domain/chat-session/decisions/archive.ts';
import { banMember } from '../../domain/chat-session/decisions/ban-member.ts';
import { updateSession } from '../../domain/chat-session/decisions/update-session.ts';
import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { hurried } from '../builders/pacing.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `DiscoverableSessions` adapter keeps about what `ChatSessions` saves. */
export function discoverableSessionsContract(adapter: string, open: OpenStores): void {
  describe(`DiscoverableSessions on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const [ann, bob] = [aUser('ann'), aUser('bob')];
    const openRoom = async (wish: Partial<OpenChatSession> = {}): Promise<SessionId> => {
      const session = aChatSession({ creator: ann, memberIds: [], kind: 'PUBLIC', ...wish });
      await stores.chatSessions.save(session);
      return session.id;
    };
    const act = async (sessionId: SessionId, about: readonly UserId[], decision: Decision) => {
      const dependencies = { ...stores, live: new MemoryLiveDelivery(), clock: new ManualClock(), pacing: hurried };
      granted(await changeChatSession(dependencies, { sessionId, by: ann, about, decision }));
    };
    const all = async (size = 100): Promise<readonly DiscoverableSession[]> => {
      const found: DiscoverableSession[] = [];
      for (;;) {
        const some = await stores.discoverableSessions.after(found.at(-1) ?? null, size);
        found.push(...some);
        if (some.length < size) return found;
      }
    };
    const listed = async (...ids: readonly SessionId[]) =>
      (await all()).filter(({ sessionId }) => ids.includes(sessionId));

    it('are listed by name, a shorter one before what begins with it, each once whatever the page', async () => {
      const names = ['Zoo', 'art', 'Art class', 'ART', 'ärger', 'Art-2'];
      const ids: SessionId[] = [];
      for (const name of names) ids.push(await openRoom({ name: `Order ${name}` }));
      const found = await listed(...ids);
      expect(found.map(({ nameKey }) => nameKey)).toEqual([
        'order art',
        'order art',
        'order art class',
        'order art-2',
        'order zoo',
        'order ärger',
      ]);
      for (const size of [1, 2, 5]) {
        const paged = (await all(size)).filter(({ sessionId }) => ids.includes(sessionId));
        expect(paged).toEqual(found);
      }
    });

    it('are the PUBLIC ones that take entries, and no other', async () => {
      const kinds = ['GROUP', 'PRIVATE', 'ANNOUNCEMENT', 'DIRECT'] as const;
      const hidden: SessionId[] = [];
      for (const kind of kinds) hidden.push(await openRoom({ kind, memberIds: [bob] }));
      const id = await openRoom();
      expect((await listed(...hidden, id)).map(({ sessionId }) => sessionId)).toEqual([id]);

      await act(id, [], archive);
      expect(await listed(id)).toEqual([]);
      await act(id, [], unarchive);
      expect(await listed(id)).toHaveLength(1);
    });

    it('follow their names and tags', async () => {
      const id = await openRoom({ name: 'Before', tags: ['one'] });
      await act(id, [], updateSession({ name: 'After' }));
      expect(await listed(id)).toEqual([{ sessionId: id, nameKey: 'after', tags: ['one'] }]);
      await act(id, [], updateSession({ tags: ['two', 'three'] }));
      expect(await listed(id)).toEqual([{ sessionId: id, nameKey: 'after', tags: ['two', 'three'] }]);
      await act(id, [], updateSession({ tags: null }));
      expect(await listed(id)).toEqual([{ sessionId: id, nameKey: 'after', tags: [] }]);
    });

    it('are shown as they stand, in the order asked for, to members as theirs', async () => {
      const plain = await openRoom({ name: 'Plain' });
      const full = await openRoom({
        name: 'Full',
        description: 'All of it',
        avatarUrl: 'https://example.org/a.png',
        tags: ['one'],
        sessionType: 'COURSE_SUPPORT',
        memberIds: [bob],
        settings: { requireApproval: true },
      });
      const shownFull = {
        id: full,
        sessionType: 'COURSE_SUPPORT',
        name: 'Full',
        description: 'All of it',
        avatarUrl: 'https://example.org/a.png',
        tags: ['one'],
        memberCount: 2,
        requireApproval: true,
        isMember: true,
      };
      const shownPlain = {
        id: plain,
        sessionType: 'GENERAL',
        name: 'Plain',
        description: null,
        avatarUrl: null,
        tags: [],
        memberCount: 1,
        requireApproval: false,
        isMember: false,
      };
      const { discoverableSessions } = stores;
      expect(await discoverableSessions.views(bob, [full, aSessionId(), plain])).toEqual([shownFull, shownPlain]);
      expect((await discoverableSessions.views(bob, [plain, full])).map(({ id }) => id)).toEqual([plain, full]);
    });

    it('are shown to nobody whom they banned, and to nobody once they are closed', async () => {
      const id = await openRoom();
      const other = await openRoom({ kind: 'PRIVATE' });
      await act(id, [bob], banMember(bob, null));
      const { discoverableSessions } = stores;
      expect(await discoverableSessions.views(bob, [id, other])).toEqual([]);
      expect(await discoverableSessions.views(aUser(), [id])).toHaveLength(1);
      await act(id, [], archive);
      expect(await discoverableSessions.views(aUser(), [id])).toEqual([]);
    });

    it('are known as PUBLIC whatever their status', async () => {
      const id = await openRoom();
      const { discoverableSessions } = stores;
      expect(await discoverableSessions.isPublic(id)).toBe(true);
      await act(id, [], archive);
      expect(await discoverableSessions.isPublic(id)).toBe(true);
      expect(await discoverableSessions.isPublic(await openRoom({ kind: 'PRIVATE' }))).toBe(false);
      expect(await discoverableSessions.isPublic(aSessionId())).toBe(false);
    });
  });
}
