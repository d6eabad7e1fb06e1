import { beforeAll, describe, expect, it } from 'vitest';
import { aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

const minute = 29_735_000;

/** The promises every `RateGuards` adapter keeps. */
export function rateGuardsContract(adapter: string, open: OpenStores): void {
  describe(`RateGuards on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const admitted = async (times: number, limit: number, user = aUser()): Promise<number> => {
      const act = { user, what: 'SEND', minute } as const;
      const answers = await Promise.all(Array.from({ length: times }, () => stores.rateGuards.admit(act, limit)));
      return answers.filter((answer) => answer).length;
    };

    it('admits exactly as many as the limit says, however many come at once', async () => {
      expect(await admitted(20, 6)).toBe(6);
    });

    it('counts each user apart', async () => {
      expect(await admitted(2, 2)).toBe(2);
      expect(await admitted(2, 2)).toBe(2);
    });

    it('counts each minute apart', async () => {
      const user = aUser();
      expect(await admitted(2, 1, user)).toBe(1);
      expect(await stores.rateGuards.admit({ user, what: 'SEND', minute: minute + 1 }, 1)).toBe(true);
    });
  });
}
