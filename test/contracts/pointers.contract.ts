import { beforeAll, describe, expect, it } from 'vitest';
import { seqOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { noon } from '../builders/manual-clock.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { savedSession } from './saved-session.ts';
import type { OpenStores, Stores } from './stores.ts';

const [one, two, three] = [seqOf(1), seqOf(2), seqOf(3)];

/** The promises of every `SessionLog` adapter about how far members have read, and have been delivered to. */
export function pointersContract(adapter: string, open: OpenStores): void {
  describe(`Pointers into the SessionLog on ${adapter}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });

    const aSavedSession = () => savedSession(stores);

    describe('the read pointer', () => {
      it('moves forward and never back', async () => {
        const { session, ann } = await aSavedSession();
        const [first, second] = [
          { lastReadSeq: two, readAt: noon },
          { lastReadSeq: three, readAt: later(noon, 5) },
        ];
        const { sessionLog } = stores;
        const pointers = { ...second, lastDeliveredSeq: 3 };
        const move = (to: typeof first) => sessionLog.advanceReadPointer(session.id, ann, to);
        expect(await move(second)).toEqual({ pointers, hasMoved: true });
        expect(await move(first)).toEqual({ pointers, hasMoved: false });
        expect(await move({ ...second, readAt: later(noon, 9) })).toEqual({ pointers, hasMoved: false });
        expect(await sessionLog.standing(session.id, ann)).toMatchObject({ lastReadSeq: 3 });
      });

      it('ends at the furthest of many moves at once', async () => {
        const { session, ann } = await aSavedSession();
        const moves = [4, 9, 2, 7, 9, 1, 5].map(seqOf);
        await Promise.all(
          moves.map((lastReadSeq) =>
            stores.sessionLog.advanceReadPointer(session.id, ann, { lastReadSeq, readAt: noon }),
          ),
        );
        expect(await stores.sessionLog.standing(session.id, ann)).toMatchObject({ lastReadSeq: 9 });
      });

      it('makes nobody a member', async () => {
        const { session } = await aSavedSession();
        const eve = aUser('eve');
        const to = { lastReadSeq: one, readAt: noon };
        expect(await stores.sessionLog.advanceReadPointer(session.id, eve, to)).toBeUndefined();
        expect(await stores.sessionLog.advanceReadPointer(aSessionId(), eve, to)).toBeUndefined();
        expect(await stores.sessionLog.advanceDeliveredPointer(session.id, eve, one)).toBeUndefined();
        expect(await stores.sessionLog.standing(session.id, eve)).toBeUndefined();
      });
    });

    describe('the pointer of what was delivered', () => {
      it('moves forward and never back, and leaves what was read as it is', async () => {
        const { session, ann } = await aSavedSession();
        const { sessionLog } = stores;
        const pointers = { lastReadSeq: 0, readAt: null, lastDeliveredSeq: 2 };
        const move = (to: typeof one) => sessionLog.advanceDeliveredPointer(session.id, ann, to);
        expect(await move(two)).toEqual({ pointers, hasMoved: true });
        expect(await move(two)).toEqual({ pointers, hasMoved: false });
        expect(await move(one)).toEqual({ pointers, hasMoved: false });
        expect(await sessionLog.advanceReadPointer(session.id, ann, { lastReadSeq: one, readAt: noon })).toEqual({
          pointers: { lastReadSeq: 1, readAt: noon, lastDeliveredSeq: 2 },
          hasMoved: true,
        });
      });

      it('is at least where the read pointer is: what is read was delivered', async () => {
        const { session, ann } = await aSavedSession();
        const { sessionLog } = stores;
        const pointers = { lastReadSeq: 3, readAt: noon, lastDeliveredSeq: 3 };
        await sessionLog.advanceReadPointer(session.id, ann, { lastReadSeq: three, readAt: noon });
        expect(await sessionLog.advanceDeliveredPointer(session.id, ann, two)).toEqual({ pointers, hasMoved: false });
      });
    });
  });
}
