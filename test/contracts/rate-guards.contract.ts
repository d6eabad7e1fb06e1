import { beforeAll, describe, expect, it } from 'vitest';
import type { Paced, Rated } from '../../application/ports/rate-guards.ts';
import type { ClientMessageId } from '../../domain/shared/ids.ts';
import { parseClientMessageId } from '../../domain/shared/ids.ts';
import { instantOf, later } from '../../domain/shared/instant.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import type { OpenStores, Stores } from './stores.ts';

const start = instantOf(29_735_000 * 60_000);
const aRate = (rate: Partial<Rated> = {}): Rated => ({ user: aUser(), act: 'SEND', limit: 2, ...rate });

/** The promises every `RateGuards` adapter keeps. */
export function rateGuardsContract(adapter: string, open: OpenStores): void {
  describe(`RateGuards on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const admit = (rate: Rated | null, at = 0, pace: Paced | null = null) =>
      stores.rateGuards.admit({ rate, pace }, later(start, at));
    const admittedOf = async (times: number, rate: Rated, at = 0): Promise<number> => {
      const answers = await Promise.all(Array.from({ length: times }, () => admit(rate, at)));
      return answers.filter(({ kind }) => kind === 'admitted').length;
    };

    describe('a rate', () => {
      it('admits exactly as many as the limit says, however many come at once', async () => {
        expect(await admittedOf(20, aRate({ limit: 6 }))).toBe(6);
      });

      it('counts each user and each act apart', async () => {
        const rate = aRate();
        expect(await admittedOf(3, rate)).toBe(2);
        expect(await admittedOf(3, { ...rate, act: 'JOIN' })).toBe(2);
        expect(await admittedOf(3, aRate())).toBe(2);
      });

      it('counts what of the window before is younger than a window, and says when it no longer is', async () => {
        const rate = aRate({ limit: 3 });
        expect(await admittedOf(2, rate, 30_000)).toBe(2);
        expect(await admittedOf(1, rate, 45_000)).toBe(1);
        expect(await admit(rate, 61_500)).toEqual({ kind: 'tooMany', retryAfterMs: 29_500 });
        expect(await admit(rate, 90_999)).toEqual({ kind: 'tooMany', retryAfterMs: 1 });
        expect(await admittedOf(5, rate, 91_000)).toBe(2);
        expect(await admit(rate, 92_000)).toEqual({ kind: 'tooMany', retryAfterMs: 14_000 });
      });

      it('says when the next may pass where the window itself is full', async () => {
        const rate = aRate({ limit: 2 });
        expect(await admittedOf(2, rate, 12_345)).toBe(2);
        expect(await admit(rate, 12_345)).toEqual({ kind: 'tooMany', retryAfterMs: 73_000 - 12_345 });
      });

      it('counts by the hour what may be done so often an hour', async () => {
        const rate = aRate({ act: 'CREATE', limit: 1 });
        const hour = 3_600_000;
        const sinceTheHour = start % hour;
        expect(await admit(rate)).toEqual({ kind: 'admitted' });
        const again = await admit(rate, hour - sinceTheHour + 1);
        expect(again).toEqual({ kind: 'tooMany', retryAfterMs: sinceTheHour - 1 + 60_000 });
      });
    });

    describe('a pace', () => {
      const aMessage = (id: string): ClientMessageId => {
        const parsed = parseClientMessageId(id);
        if (parsed === undefined) throw new Error(`unable to go on; ${id} is no client message id`);
        return parsed;
      };
      const aPace = (): Paced => ({
        sessionId: aSessionId(),
        user: aUser(),
        clientMessageId: aMessage('one'),
        seconds: 30,
      });

      it('admits one of many at once, and the next when the time is over', async () => {
        const pace = aPace();
        const ids = Array.from({ length: 8 }, (_, at) => aMessage(`${at}`));
        const answers = await Promise.all(ids.map((clientMessageId) => admit(null, 0, { ...pace, clientMessageId })));
        expect(answers.filter(({ kind }) => kind === 'admitted')).toHaveLength(1);
        const next = { ...pace, clientMessageId: aMessage('next') };
        expect(await admit(null, 29_999, next)).toEqual({ kind: 'tooSoon', retryAfterMs: 1 });
        expect(await admit(null, 30_000, next)).toEqual({ kind: 'admitted' });
      });

      it('admits the same message again at once', async () => {
        const pace = aPace();
        expect(await admit(null, 0, pace)).toEqual({ kind: 'admitted' });
        expect(await admit(null, 1, pace)).toEqual({ kind: 'admitted' });
      });

      it('counts each session and each member apart', async () => {
        const pace = { ...aPace(), clientMessageId: aMessage('two') };
        expect(await admit(null, 0, pace)).toEqual({ kind: 'admitted' });
        expect(await admit(null, 0, { ...pace, user: aUser(), clientMessageId: aMessage('x') })).toEqual({
          kind: 'admitted',
        });
        expect(await admit(null, 0, { ...pace, sessionId: aSessionId(), clientMessageId: aMessage('x') })).toEqual({
          kind: 'admitted',
        });
      });

      it('spends nothing of the rate where it refuses, and nothing of itself where the rate does', async () => {
        const pace = aPace();
        const rate = aRate({ user: pace.user, limit: 2 });
        const [two, three] = ['two', 'three'].map((id) => ({ ...pace, clientMessageId: aMessage(id) }));
        expect(await admit(rate, 0, pace)).toEqual({ kind: 'admitted' });
        expect(await admit(rate, 10_000, two)).toEqual({ kind: 'tooSoon', retryAfterMs: 20_000 });
        expect(await admit(rate, 30_000, two)).toEqual({ kind: 'admitted' });
        expect(await admit(rate, 60_500, three)).toMatchObject({ kind: 'tooMany' });
        expect(await admit({ ...rate, limit: 3 }, 60_500, three)).toEqual({ kind: 'admitted' });
      });
    });
  });
}
