import { beforeAll, describe, expect, it } from 'vitest';
import { openedSessionIds } from '../../adapters/uuid/opened-session-ids.ts';
import type { Blocks } from '../../application/ports/blocks.ts';
import type { Standing } from '../../application/ports/session-log.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aBlock, aUser, user } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

/** The promises every `Blocks` adapter keeps. */
export function blocksContract(adapter: string, open: OpenStores): void {
  describe(`Blocks on ${adapter}`, () => {
    let stores: Stores;
    let blocks: Blocks;
    beforeAll(async () => {
      stores = await open();
      ({ blocks } = stores);
    });

    /** Opens the DIRECT session of the two. */
    const openDirect = async (one: UserId, other: UserId): Promise<SessionId> => {
      const id = openedSessionIds.ofPair(one, other);
      await stores.chatSessions.save(
        aChatSession({ id, kind: 'DIRECT', creator: one, memberIds: [other], name: null }),
      );
      return id;
    };
    const standingOf = async (id: SessionId, user: UserId): Promise<Standing> => {
      const standing = await stores.sessionLog.standing(id, user);
      if (standing === undefined) throw new Error('unable to go on; the session is not there');
      return standing;
    };

    it('knows of no block where there is none', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      expect(await blocks.blockedBy(ann)).toEqual([]);
      expect(await blocks.between(ann, [])).toEqual(new Set());
      expect(await blocks.between(ann, [bob, ann])).toEqual(new Set());
    });

    it('sees a block from both sides, and only its maker has it in their list', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      expect(await blocks.block(aBlock(ann, bob), noon)).toBe(true);
      expect(await blocks.between(ann, [cat, bob])).toEqual(new Set([bob]));
      expect(await blocks.between(bob, [cat, ann])).toEqual(new Set([ann]));
      expect(await blocks.between(cat, [ann, bob])).toEqual(new Set());
      expect(await blocks.blockedBy(ann)).toEqual([{ userId: bob, since: noon }]);
      expect(await blocks.blockedBy(bob)).toEqual([]);
    });

    it('keeps a block of one side when the other takes theirs back', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      await blocks.block(aBlock(ann, bob), noon);
      await blocks.block(aBlock(bob, ann), noon);
      await blocks.unblock(aBlock(ann, bob));
      expect(await blocks.between(ann, [bob])).toEqual(new Set([bob]));
      await blocks.unblock(aBlock(bob, ann));
      expect(await blocks.between(ann, [bob])).toEqual(new Set());
    });

    it('lists the oldest block first, and each since it was first made', async () => {
      const [ann, bob, cat, dan] = [aUser('ann'), aUser('bob'), aUser('cat'), aUser('dan')];
      await blocks.block(aBlock(ann, dan), later(noon, 1));
      await blocks.block(aBlock(ann, bob), later(noon, 3));
      await blocks.block(aBlock(ann, cat), later(noon, 2));
      expect(await blocks.block(aBlock(ann, dan), later(noon, 9))).toBe(true);
      expect(await blocks.blockedBy(ann)).toEqual([
        { userId: dan, since: later(noon, 1) },
        { userId: cat, since: later(noon, 2) },
        { userId: bob, since: later(noon, 3) },
      ]);
    });

    it('closes the DIRECT session of the two while a block stands either way, and no right to post there outlives it', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const direct = await openDirect(ann, bob);
      const before = await standingOf(direct, bob);
      expect(before.isClosed).toBe(false);

      await blocks.block(aBlock(ann, bob), noon);
      const closed = await standingOf(direct, bob);
      expect(closed).toMatchObject({ isClosed: true, accessVersion: before.accessVersion + 1 });
      expect((await standingOf(direct, ann)).isClosed).toBe(true);
      const { accessVersion } = before;
      expect(await stores.sessionLog.reserve(direct, noon, { as: 'message', accessVersion })).toEqual({
        kind: 'overtaken',
      });

      await blocks.block(aBlock(bob, ann), noon);
      await blocks.unblock(aBlock(ann, bob));
      expect((await standingOf(direct, ann)).isClosed).toBe(true);
      await blocks.unblock(aBlock(bob, ann));
      expect((await standingOf(direct, ann)).isClosed).toBe(false);
      expect((await standingOf(direct, ann)).lastSeq).toBe(0);
    });

    it('leaves open what was never blocked, and closed what the other one blocked, when it takes back nothing', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const direct = await openDirect(ann, bob);
      await blocks.unblock(aBlock(ann, bob));
      expect((await standingOf(direct, ann)).isClosed).toBe(false);
      await blocks.block(aBlock(bob, ann), noon);
      await blocks.unblock(aBlock(ann, bob));
      expect((await standingOf(direct, ann)).isClosed).toBe(true);
    });

    it('closes no session of others', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      const direct = await openDirect(ann, cat);
      await blocks.block(aBlock(ann, bob), noon);
      expect((await standingOf(direct, ann)).isClosed).toBe(false);
    });

    it('ends open or closed as its last word says, when both block and unblock at once', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const direct = await openDirect(ann, bob);
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([
          insisting(() => blocks.block(aBlock(ann, bob), noon)),
          insisting(() => blocks.block(aBlock(bob, ann), noon)),
        ]);
        expect((await standingOf(direct, ann)).isClosed).toBe(true);
        await Promise.all([
          insisting(() => blocks.unblock(aBlock(ann, bob))),
          insisting(() => blocks.unblock(aBlock(bob, ann))),
        ]);
        expect((await standingOf(direct, ann)).isClosed).toBe(false);
      }
    });

    it('takes back what was never blocked without a word', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      await blocks.unblock(aBlock(ann, bob));
      expect(await blocks.blockedBy(ann)).toEqual([]);
    });

    it('tells apart users whose ids begin alike', async () => {
      const ann = aUser('ann');
      const annToo = user(`${ann}x`);
      const bob = aUser('bob');
      await blocks.block(aBlock(annToo, bob), noon);
      expect(await blocks.between(bob, [ann, annToo])).toEqual(new Set([annToo]));
      expect(await blocks.blockedBy(ann)).toEqual([]);
    });

    it('knows everyone apart from a user, of either side and each once, up to as many as are asked for', async () => {
      const [ann, bob, cat, dan] = [aUser('ann'), aUser('bob'), aUser('cat'), aUser('dan')];
      expect(await blocks.apartFrom(ann, 0)).toEqual(new Set());
      await blocks.block(aBlock(ann, bob), noon);
      await blocks.block(aBlock(bob, ann), noon);
      await blocks.block(aBlock(cat, ann), noon);
      await blocks.block(aBlock(cat, dan), noon);
      expect(await blocks.apartFrom(ann, 2)).toEqual(new Set([bob, cat]));
      expect(await blocks.apartFrom(cat, 2)).toEqual(new Set([ann, dan]));
      expect(await blocks.apartFrom(ann, 1)).toBeUndefined();
      await blocks.unblock(aBlock(ann, bob));
      expect(await blocks.apartFrom(ann, 2)).toEqual(new Set([bob, cat]));
      await blocks.unblock(aBlock(bob, ann));
      await blocks.unblock(aBlock(cat, ann));
      expect(await blocks.apartFrom(ann, 0)).toEqual(new Set());
      expect(await blocks.apartFrom(dan, 1)).toEqual(new Set([cat]));
    });

    it('answers about a hundred others at once', async () => {
      const ann = aUser('ann');
      const others = Array.from({ length: 100 }, () => aUser());
      const [first, last] = [others[0] ?? ann, others[99] ?? ann];
      await blocks.block(aBlock(ann, first), noon);
      await blocks.block(aBlock(last, ann), noon);
      expect(await blocks.between(ann, others)).toEqual(new Set([first, last]));
    });

    it('holds at most a thousand blocks of a user, exactly, also when they come at once', async () => {
      const ann = aUser('ann');
      const others = Array.from({ length: Limits.blocksOfUser - 1 }, () => aUser());
      for (let from = 0; from < others.length; from += 10) {
        await Promise.all(
          others.slice(from, from + 10).map((other) => insisting(() => blocks.block(aBlock(ann, other), noon))),
        );
      }
      const late = [aUser(), aUser(), aUser()];
      const answers = await Promise.all(late.map((other) => insisting(() => blocks.block(aBlock(ann, other), noon))));
      expect([...answers].sort()).toEqual([false, false, true]);
      expect(await blocks.blockedBy(ann)).toHaveLength(Limits.blocksOfUser);

      const [one = ann, another = ann] = others;
      expect(await blocks.block(aBlock(ann, one), noon)).toBe(true);
      await blocks.unblock(aBlock(ann, one));
      await blocks.unblock(aBlock(ann, one));
      expect(await blocks.block(aBlock(ann, aUser()), noon)).toBe(true);
      expect(await blocks.block(aBlock(ann, aUser()), noon)).toBe(false);
      expect(await blocks.between(ann, [one, another])).toEqual(new Set([another]));
    });
  });
}

/** Asks again while the store is busy, as a client does. */
async function insisting<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreBusy)) throw error;
    }
  }
}
