import { beforeAll, describe, expect, it } from 'vitest';
import { messageAt } from '../../../domain/message/message.ts';
import type { SessionId, UserId } from '../../../domain/shared/ids.ts';
import { seqOf } from '../../../domain/shared/ids.ts';
import { later } from '../../../domain/shared/instant.ts';
import { aChatSession } from '../../builders/chat-sessions.ts';
import { noon } from '../../builders/manual-clock.ts';
import { aDraft, aPosition } from '../../builders/messages.ts';
import { aUser } from '../../builders/people.ts';
import type { OpenPeopleStores, PeopleStores } from './stores.ts';

/** The promises every `UnreadCounts` adapter keeps. */
export function unreadCountsContract(adapter: string, open: OpenPeopleStores): void {
  describe(`UnreadCounts on ${adapter}`, () => {
    let stores: PeopleStores;
    beforeAll(async () => {
      stores = await open();
    });

    const aRoom = async (ann: UserId, bob: UserId) => {
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      return session.id;
    };
    const say = async (id: SessionId, user: UserId, threadRoot: number | null = null) => {
      const draft = aDraft(id, user, { threadRoot: threadRoot === null ? null : seqOf(threadRoot) });
      const seq = await aPosition(stores.sessionLog, id, noon);
      await stores.sessionLog.write(messageAt(draft, seq, noon));
      return seq;
    };

    it('are what others said in all of a user’s sessions, outside threads and after the pointer', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const [first, second] = [await aRoom(ann, bob), await aRoom(ann, bob)];
      expect(await stores.unreadCounts.total(bob, 100)).toBe(0);
      for (const id of [first, second]) await say(id, ann);
      await say(first, bob);
      await say(first, ann, 1);
      const read = await say(second, ann);
      await say(second, ann);
      expect(await stores.unreadCounts.total(bob, 100)).toBe(4);
      await stores.sessionLog.advanceReadPointer(second, bob, { lastReadSeq: read, readAt: noon });
      expect(await stores.unreadCounts.total(bob, 100)).toBe(2);
      expect(await stores.unreadCounts.total(aUser('eve'), 100)).toBe(0);
    });

    it('leave out what is no longer kept', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const id = await aRoom(ann, bob);
      for (const retentionDays of [1, 3_650]) {
        const seq = await aPosition(stores.sessionLog, id, noon);
        await stores.sessionLog.write(
          messageAt(aDraft(id, ann, { retentionDays }), seq, later(noon, -30 * 86_400_000)),
        );
      }
      expect(await stores.unreadCounts.total(bob, 100)).toBe(1);
    });

    it('stop where it is enough', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const id = await aRoom(ann, bob);
      for (let count = 0; count < 7; count += 1) await say(id, ann);
      expect(await stores.unreadCounts.total(bob, 3)).toBe(3);
      expect(await stores.unreadCounts.total(bob, 8)).toBe(7);
    });
  });
}
