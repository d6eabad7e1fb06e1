import { beforeAll, describe, expect, it } from 'vitest';
import { PairKeptApart, SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aBlock, aSessionId, aUser, user } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

/** Members come back in no order. */
function sorted(session: ChatSession | undefined) {
  if (session === undefined) return undefined;
  const { state } = session.changes();
  return { ...state, members: [...state.members].sort((a, b) => (a.userId < b.userId ? -1 : 1)) };
}

/** The promises every `ChatSessions` adapter keeps. */
export function chatSessionsContract(adapter: string, open: OpenStores): void {
  describe(`ChatSessions on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    it('finds nothing under an id that was never saved', async () => {
      expect(await stores.chatSessions.find(aSessionId())).toBeUndefined();
    });

    it('finds a session as it was saved, with nothing left to save', async () => {
      const session = aChatSession({ kind: 'ANNOUNCEMENT', sessionType: 'LESSON', name: 'Größe 👩🏽‍🏫' });
      await stores.chatSessions.save(session);
      const found = await stores.chatSessions.find(session.id);
      expect(sorted(found)).toEqual(sorted(session));
      expect(found?.changes().events).toEqual([]);
    });

    it('finds a session without a name', async () => {
      const session = aChatSession({ name: null });
      await stores.chatSessions.save(session);
      expect(sorted(await stores.chatSessions.find(session.id))?.name).toBeNull();
    });

    it('saves the events with the session', async () => {
      const session = aChatSession();
      await stores.chatSessions.save(session);
      expect(await stores.waitingEvents(session.id)).toEqual(['ChatSessionCreated']);
    });

    it('saves a thousand members', async () => {
      const memberIds = Array.from({ length: 999 }, (_, at) => user(`member-${at}`));
      const session = aChatSession({ kind: 'PUBLIC', memberIds });
      await stores.chatSessions.save(session);
      expect(sorted(await stores.chatSessions.find(session.id))).toEqual(sorted(session));
    });

    it('refuses a second session under the same id and leaves the first as it was', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const first = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(first);
      await stores.sessionLog.advanceReadPointer(first.id, bob, { lastReadSeq: seqOf(7), readAt: noon });

      const second = aChatSession({ id: first.id, creator: bob, memberIds: [aUser('cat')], name: 'Other' });
      await expect(stores.chatSessions.save(second)).rejects.toThrow(SessionAlreadyExists);

      expect(sorted(await stores.chatSessions.find(first.id))).toEqual(sorted(first));
      expect(await stores.sessionLog.standing(first.id, bob)).toMatchObject({ role: 'MEMBER', lastReadSeq: 7 });
    });

    it('refuses a DIRECT session while either of the two blocks the other, and keeps nothing of it', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const direct = aChatSession({ kind: 'DIRECT', creator: ann, memberIds: [bob], name: null });
      for (const block of [aBlock(ann, bob), aBlock(bob, ann)]) {
        await stores.blocks.block(block, noon);
        await expect(stores.chatSessions.save(direct)).rejects.toThrow(PairKeptApart);
        expect(await stores.chatSessions.find(direct.id)).toBeUndefined();
        expect(await stores.directory.activities(bob)).toEqual([]);
        await stores.blocks.unblock(block);
      }
      await stores.chatSessions.save(direct);
      expect((await stores.chatSessions.find(direct.id))?.id).toBe(direct.id);
    });

    it('never has a DIRECT session open while a block stands, also when they come at once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const [ann, bob] = [aUser('ann'), aUser('bob')];
        const block = aBlock(ann, bob);
        const direct = aChatSession({ id: block.direct, kind: 'DIRECT', creator: bob, memberIds: [ann], name: null });
        const [saved] = await Promise.allSettled([stores.chatSessions.save(direct), stores.blocks.block(block, noon)]);
        const standing = await stores.sessionLog.standing(direct.id, bob);
        expect(standing?.isClosed).toBe(saved.status === 'fulfilled' ? true : undefined);
      }
    });

    it('lets one of two savers of the same id win', async () => {
      const id = aSessionId();
      const [creator, memberIds] = [aUser('ann'), [aUser('bob')]];
      const rivals = ['One', 'Two'].map((name) => aChatSession({ id, name, creator, memberIds }));
      const outcomes = await Promise.allSettled(rivals.map((session) => stores.chatSessions.save(session)));

      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const winner = rivals[outcomes.findIndex(({ status }) => status === 'fulfilled')];
      expect(sorted(await stores.chatSessions.find(id))).toEqual(sorted(winner));
    });
  });
}
