import { beforeAll, describe, expect, it } from 'vitest';
import type { Blocks } from '../../application/ports/blocks.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import { later } from '../../domain/shared/instant.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { noon } from '../builders/manual-clock.ts';
import { aUser, user } from '../builders/people.ts';
import type { OpenStores } from './stores.ts';

/** The promises every `Blocks` adapter keeps. */
export function blocksContract(adapter: string, open: OpenStores): void {
  describe(`Blocks on ${adapter}`, () => {
    let blocks: Blocks;
    beforeAll(async () => {
      ({ blocks } = await open());
    });

    it('knows of no block where there is none', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      expect(await blocks.blockedBy(ann)).toEqual([]);
      expect(await blocks.between(ann, [])).toEqual(new Set());
      expect(await blocks.between(ann, [bob, ann])).toEqual(new Set());
    });

    it('sees a block from both sides, and only its maker has it in their list', async () => {
      const [ann, bob, cat] = [aUser('ann'), aUser('bob'), aUser('cat')];
      expect(await blocks.block(ann, bob, noon)).toBe(true);
      expect(await blocks.between(ann, [cat, bob])).toEqual(new Set([bob]));
      expect(await blocks.between(bob, [cat, ann])).toEqual(new Set([ann]));
      expect(await blocks.between(cat, [ann, bob])).toEqual(new Set());
      expect(await blocks.blockedBy(ann)).toEqual([{ userId: bob, since: noon }]);
      expect(await blocks.blockedBy(bob)).toEqual([]);
    });

    it('keeps a block of one side when the other takes theirs back', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      await blocks.block(ann, bob, noon);
      await blocks.block(bob, ann, noon);
      await blocks.unblock(ann, bob);
      expect(await blocks.between(ann, [bob])).toEqual(new Set([bob]));
      await blocks.unblock(bob, ann);
      expect(await blocks.between(ann, [bob])).toEqual(new Set());
    });

    it('lists the oldest block first, and each since it was first made', async () => {
      const [ann, bob, cat, dan] = [aUser('ann'), aUser('bob'), aUser('cat'), aUser('dan')];
      await blocks.block(ann, dan, later(noon, 1));
      await blocks.block(ann, bob, later(noon, 3));
      await blocks.block(ann, cat, later(noon, 2));
      expect(await blocks.block(ann, dan, later(noon, 9))).toBe(true);
      expect(await blocks.blockedBy(ann)).toEqual([
        { userId: dan, since: later(noon, 1) },
        { userId: cat, since: later(noon, 2) },
        { userId: bob, since: later(noon, 3) },
      ]);
    });

    it('takes back what was never blocked without a word', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      await blocks.unblock(ann, bob);
      expect(await blocks.blockedBy(ann)).toEqual([]);
    });

    it('tells apart users whose ids begin alike', async () => {
      const ann = aUser('ann');
      const annToo = user(`${ann}x`);
      const bob = aUser('bob');
      await blocks.block(annToo, bob, noon);
      expect(await blocks.between(bob, [ann, annToo])).toEqual(new Set([annToo]));
      expect(await blocks.blockedBy(ann)).toEqual([]);
    });

    it('answers about a hundred others at once', async () => {
      const ann = aUser('ann');
      const others = Array.from({ length: 100 }, () => aUser());
      const [first, last] = [others[0] ?? ann, others[99] ?? ann];
      await blocks.block(ann, first, noon);
      await blocks.block(last, ann, noon);
      expect(await blocks.between(ann, others)).toEqual(new Set([first, last]));
    });

    it('holds at most a thousand blocks of a user, exactly, also when they come at once', async () => {
      const ann = aUser('ann');
      const others = Array.from({ length: Limits.blocksOfUser - 1 }, () => aUser());
      for (let from = 0; from < others.length; from += 10) {
        await Promise.all(
          others.slice(from, from + 10).map((other) => insisting(() => blocks.block(ann, other, noon))),
        );
      }
      const late = [aUser(), aUser(), aUser()];
      const answers = await Promise.all(late.map((other) => insisting(() => blocks.block(ann, other, noon))));
      expect([...answers].sort()).toEqual([false, false, true]);
      expect(await blocks.blockedBy(ann)).toHaveLength(Limits.blocksOfUser);

      const [one = ann, another = ann] = others;
      expect(await blocks.block(ann, one, noon)).toBe(true);
      await blocks.unblock(ann, one);
      await blocks.unblock(ann, one);
      expect(await blocks.block(ann, aUser(), noon)).toBe(true);
      expect(await blocks.block(ann, aUser(), noon)).toBe(false);
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
