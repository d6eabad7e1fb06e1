import { beforeAll, describe, expect, it } from 'vitest';
import { block, unblock } from '../../domain/chat-session/decisions/block.ts';
import { leave } from '../../domain/chat-session/decisions/leave.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { act } from '../builders/session-changes.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `CoMembers` adapter keeps. */
export function coMembersContract(adapter: string, open: OpenStores): void {
  describe(`CoMembers on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    it('names those who are in the session, the caller too where asked for', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      expect(await stores.coMembers.among(session.id, bob, [cat, ann])).toEqual(new Set([ann]));
      expect(await stores.coMembers.among(session.id, ann, [ann, bob, bob])).toEqual(new Set([ann, bob]));
      expect(await stores.coMembers.among(session.id, ann, [])).toEqual(new Set());
    });

    it('tells a stranger nothing, and the same of a session that never was', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      expect(await stores.coMembers.among(session.id, cat, [ann, cat])).toBeUndefined();
      expect(await stores.coMembers.among(aSessionId(), ann, [ann, bob])).toBeUndefined();
    });

    it('tells the same of a session that an operator closed, until it is opened again', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      await act(stores, session.id, systemSender, block);
      expect(await stores.coMembers.among(session.id, ann, [bob])).toBeUndefined();
      await act(stores, session.id, systemSender, unblock);
      expect(await stores.coMembers.among(session.id, ann, [bob])).toEqual(new Set([bob]));
    });

    it('names nobody who left or was removed, and tells them nothing', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const session = aChatSession({ creator: ann, memberIds: [bob, cat] });
      await stores.chatSessions.save(session);
      await act(stores, session.id, cat, leave(cat), cat);
      expect(await stores.coMembers.among(session.id, ann, [bob, cat])).toEqual(new Set([bob]));
      expect(await stores.coMembers.among(session.id, cat, [bob])).toBeUndefined();
    });

    it('takes no member of another session for one of this', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      const other = aChatSession({ creator: ann, memberIds: [cat] });
      for (const one of [session, other]) await stores.chatSessions.save(one);
      expect(await stores.coMembers.among(session.id, ann, [bob, cat])).toEqual(new Set([bob]));
    });

    it('answers about a hundred users at once', async () => {
      const ann = aUser('ann');
      const members = Array.from({ length: 60 }, () => aUser());
      const session = aChatSession({ creator: ann, kind: 'PRIVATE', memberIds: members });
      await stores.chatSessions.save(session);
      const strangers = Array.from({ length: 40 }, () => aUser());
      expect(await stores.coMembers.among(session.id, ann, [...strangers, ...members])).toEqual(new Set(members));
    });
  });
}
