import { beforeAll, describe, expect, it } from 'vitest';
import { messageAt } from '../../../domain/message/message.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { seqOf } from '../../../domain/shared/ids.ts';
import { aChatSession } from '../../builders/chat-sessions.ts';
import { noon } from '../../builders/manual-clock.ts';
import { aDraft, aPosition } from '../../builders/messages.ts';
import { aSessionId, aUser } from '../../builders/people.ts';
import type { OpenPeopleStores, PeopleStores } from './stores.ts';

/** The promises every `Audience` adapter keeps. */
export function audienceContract(adapter: string, open: OpenPeopleStores): void {
  describe(`Audience on ${adapter}`, () => {
    let stores: PeopleStores;
    beforeAll(async () => {
      stores = await open();
    });

    it('is every member once, in pages, with what they set for themselves', async () => {
      const ann = aUser('ann');
      const others = Array.from({ length: 6 }, () => aUser('member'));
      const [muted = ann] = others;
      const session = aChatSession({ creator: ann, memberIds: others, kind: 'PRIVATE' });
      await stores.chatSessions.save(session);
      await stores.preferences.change(session.id, muted, { notifications: 'NONE', mutedUntil: noon });
      const found = [];
      let after: UserId | null = null;
      do {
        const page = await stores.audience.members(session.id, after, 3);
        expect(page.members.length).toBeLessThanOrEqual(3);
        found.push(...page.members);
        after = page.next;
      } while (after !== null);
      expect(found.map(({ user }) => user)).toEqual([ann, ...others].sort());
      expect(found.find(({ user }) => user === ann)?.role).toBe('OWNER');
      expect(found.find(({ user }) => user === muted)?.preferences).toMatchObject({
        notifications: 'NONE',
        mutedUntil: noon,
      });
      expect(await stores.audience.members(aSessionId(), null, 3)).toEqual({ members: [], next: null });
    });

    it('of a thread is whoever wrote in it', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const session = aChatSession({ creator: ann, memberIds: [bob, cat] });
      const { id } = session;
      await stores.chatSessions.save(session);
      const say = async (user: UserId, threadRoot: number | null) => {
        const draft = aDraft(id, user, { threadRoot: threadRoot === null ? null : seqOf(threadRoot) });
        await stores.sessionLog.write(messageAt(draft, await aPosition(stores.sessionLog, id, noon), noon));
      };
      await say(ann, null);
      expect(await stores.audience.threadAuthors(id, seqOf(1))).toEqual(new Set());
      await say(bob, 1);
      await say(cat, null);
      await say(bob, 1);
      expect(await stores.audience.threadAuthors(id, seqOf(1))).toEqual(new Set([bob]));
    });
  });
}
