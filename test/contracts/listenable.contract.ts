import { beforeAll, describe, expect, it } from 'vitest';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { block, unblock } from '../../domain/chat-session/decisions/block.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { act } from '../builders/session-changes.ts';
import type { OpenStores, Stores } from './stores.ts';

/** What every `ChatSessionDirectory` adapter says of the sessions that a user may listen to. */
export function listenableContract(adapter: string, open: OpenStores): void {
  describe(`Sessions to listen to, on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    it('are those that the user is in, in the order asked for', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const sessions = Array.from({ length: 60 }, () => aChatSession({ creator: ann, memberIds: [bob] }));
      const foreign = aChatSession({ creator: ann });
      for (const session of [...sessions, foreign]) await stores.chatSessions.save(session);
      const ids = sessions.map(({ id }) => id);

      expect(await stores.directory.listenable(bob, [foreign.id, ...ids, aSessionId()])).toEqual(ids);
      expect(await stores.directory.listenable(bob, [])).toEqual([]);
    });

    it('are no more those that the user was removed from, at once', async () => {
      const [ann, bob, id] = [aUser('ann'), aUser('bob'), aSessionId()];
      await stores.chatSessions.save(aChatSession({ id, creator: ann, memberIds: [bob] }));
      await act(stores, id, ann, removeMember(bob), bob);
      expect(await stores.directory.listenable(bob, [id])).toEqual([]);
      expect(await stores.directory.listenable(ann, [id])).toEqual([id]);
    });

    it('are archived ones too, and none that an operator closed until it is opened again', async () => {
      const [ann, id] = [aUser('ann'), aSessionId()];
      await stores.chatSessions.save(aChatSession({ id, creator: ann }));
      await act(stores, id, ann, archive);
      expect(await stores.directory.listenable(ann, [id])).toEqual([id]);
      await act(stores, id, '#system', block);
      expect(await stores.directory.listenable(ann, [id])).toEqual([]);
      await act(stores, id, '#system', unblock);
      expect(await stores.directory.listenable(ann, [id])).toEqual([id]);
    });
  });
}
