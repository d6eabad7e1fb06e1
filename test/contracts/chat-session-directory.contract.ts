import { beforeAll, describe, expect, it } from 'vitest';
import { appendMessage } from '../../application/session-log/append-message.ts';
import { preferencesAtFirst } from '../../domain/chat-session/preferences.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { ManualClock, noon } from '../builders/manual-clock.ts';
import { aDraft } from '../builders/messages.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `ChatSessionDirectory` adapter keeps. */
export function chatSessionDirectoryContract(adapter: string, open: OpenStores): void {
  describe(`ChatSessionDirectory on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    it('knows no sessions of someone who is in none', async () => {
      const user = aUser();
      expect(await stores.directory.activities(user)).toEqual([]);
      expect(await stores.directory.views(user, [])).toEqual([]);
    });

    it('names all sessions of a user, opened by them or by others, and no other', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const own = aChatSession({ creator: ann, memberIds: [bob] });
      const others = aChatSession({ creator: bob, memberIds: [ann], at: later(noon, 5) });
      const foreign = aChatSession({ creator: bob, memberIds: [cat] });
      for (const session of [own, others, foreign]) await stores.chatSessions.save(session);

      const activities = await stores.directory.activities(ann);
      expect([...activities].sort((a, b) => a.lastActivityAt - b.lastActivityAt)).toEqual([
        { sessionId: own.id, lastActivityAt: noon },
        { sessionId: others.id, lastActivityAt: later(noon, 5) },
      ]);
    });

    it('names every one of very many sessions', async () => {
      const ann = aUser('ann');
      const sessions = Array.from({ length: 130 }, () =>
        aChatSession({ creator: ann, kind: 'PRIVATE', memberIds: [] }),
      );
      for (const session of sessions) await stores.chatSessions.save(session);
      const named = (await stores.directory.activities(ann)).map(({ sessionId }) => sessionId);
      expect([...named].sort()).toEqual(sessions.map(({ id }) => id).sort());
      expect(await stores.directory.views(ann, named)).toHaveLength(130);
    });

    it('shows a session as it stands, to each member as theirs', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const session = aChatSession({
        creator: ann,
        memberIds: [bob],
        name: 'Algebra',
        sessionType: 'LESSON',
        kind: 'PUBLIC',
        description: 'Lines and planes',
        avatarUrl: 'https://example.org/a.png',
        bannerUrl: 'https://example.org/b.png',
        tags: ['maths'],
        settings: { slowModeSeconds: 30 },
      });
      await stores.chatSessions.save(session);
      await stores.preferences.change(session.id, ann, { notifications: 'MENTIONS' });
      const clock = new ManualClock(later(noon, 60_000));
      await appendMessage(stores.sessionLog, clock, aDraft(session.id, bob), 0);
      await stores.sessionLog.advanceReadPointer(session.id, ann, { lastReadSeq: seqOf(1), readAt: clock.now() });

      const shown = {
        id: session.id,
        sessionType: 'LESSON',
        kind: 'PUBLIC',
        name: 'Algebra',
        description: 'Lines and planes',
        avatarUrl: 'https://example.org/a.png',
        bannerUrl: 'https://example.org/b.png',
        tags: ['maths'],
        status: 'ACTIVE',
        isFrozen: false,
        settings: { ...settingsAtFirst('PUBLIC'), slowModeSeconds: 30 },
        createdBy: ann,
        createdAt: noon,
        memberCount: 2,
        lastSeq: 1,
        lastActivityAt: clock.now(),
        lastMessageSeq: 1,
      };
      const [annsAlias, bobsAlias] = session.state.members.map(({ alias }) => alias);
      const anns = {
        ...shown,
        myRole: 'OWNER',
        myMutedUntil: null,
        myAlias: annsAlias,
        myPreferences: { notifications: 'MENTIONS', mutedUntil: null, customName: null },
        lastReadSeq: 1,
      };
      const bobs = {
        ...shown,
        myRole: 'MEMBER',
        myMutedUntil: null,
        myAlias: bobsAlias,
        myPreferences: preferencesAtFirst,
        lastReadSeq: 0,
      };
      const lastMessage = expect.objectContaining({ sessionId: session.id, seq: 1, senderId: bob }) as unknown;
      expect(await stores.directory.views(ann, [session.id])).toEqual([{ ...anns, lastMessage }]);
      expect(await stores.directory.views(bob, [session.id])).toEqual([{ ...bobs, lastMessage }]);
      expect(await stores.directory.view(ann, session.id)).toEqual(anns);
      expect(await stores.directory.view(bob, session.id)).toEqual(bobs);
      expect(await stores.directory.activities(bob)).toEqual([{ sessionId: session.id, lastActivityAt: clock.now() }]);
    });

    it('comes by no last message where the position reserved for it holds none that was said', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      const lastMessage = async () => (await stores.directory.views(ann, [session.id]))[0]?.lastMessage;
      expect(await lastMessage()).toBeNull();
      const clock = new ManualClock(later(noon, 1));
      await appendMessage(stores.sessionLog, clock, aDraft(session.id, bob), 0);
      expect((await lastMessage())?.seq).toBe(1);

      const { sessionLog } = stores;
      const reserved = await sessionLog.reserve(session.id, clock.now(), { as: 'message', accessVersion: 0 });
      expect(reserved).toEqual({ kind: 'reserved', seq: 2 });
      expect(await lastMessage()).toBeNull();
      await sessionLog.seal(session.id, [seqOf(2)], clock.now());
      expect(await lastMessage()).toBeNull();
    });

    it('shows one session to its members alone, and none that never was', async () => {
      const ann = aUser('ann');
      const session = aChatSession({ creator: ann });
      await stores.chatSessions.save(session);
      expect((await stores.directory.view(ann, session.id))?.id).toBe(session.id);
      expect(await stores.directory.view(aUser('eve'), session.id)).toBeUndefined();
      expect(await stores.directory.view(ann, aSessionId())).toBeUndefined();
    });

    it('shows sessions in the order they were asked for, without those of others and those that never were', async () => {
      const ann = aUser('ann');
      const mine = [aChatSession({ creator: ann }), aChatSession({ creator: ann }), aChatSession({ creator: ann })];
      const foreign = aChatSession();
      for (const session of [...mine, foreign]) await stores.chatSessions.save(session);
      const ids = mine.map(({ id }) => id).reverse();

      const views = await stores.directory.views(ann, [aSessionId(), ...ids, foreign.id]);
      expect(views.map(({ id }) => id)).toEqual(ids);
    });
  });
}
