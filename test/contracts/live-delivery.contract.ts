import { describe, expect, it } from 'vitest';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { Told } from '../../adapters/memory/live-delivery.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { seqOf } from '../../domain/shared/ids.ts';

export interface LiveDeliveryUnderTest {
  readonly liveDelivery: LiveDelivery;
  /** What got to where subscribers are told from, oldest first. */
  readonly told: () => readonly Told[];
}

/** The promises every `LiveDelivery` adapter keeps. Call it once per adapter. */
export function liveDeliveryContract(adapter: string, open: () => Promise<LiveDeliveryUnderTest>): void {
  describe(`LiveDelivery on ${adapter}`, () => {
    it('tells of each thing once, by position and user alone, before it answers', async () => {
      const { liveDelivery, told } = await open();
      const [sessionId, user] = [aSessionId(), aUser('bob')];
      const expected: Told[] = [];
      const toldAfter = async (telling: Promise<void>, one: Told): Promise<void> => {
        await expect(telling).resolves.toBeUndefined();
        expected.push(one);
        expect(told()).toEqual(expected);
      };

      await toldAfter(liveDelivery.messageSent(sessionId, seqOf(7)), { kind: 'messageSent', sessionId, seq: seqOf(7) });
      await toldAfter(liveDelivery.messageChanged(sessionId, seqOf(8)), {
        kind: 'messageChanged',
        sessionId,
        seq: seqOf(8),
      });
      await toldAfter(liveDelivery.endSession(sessionId, user), { kind: 'endSession', sessionId, user });
      await toldAfter(liveDelivery.endSession(sessionId, 'everyone'), {
        kind: 'endSession',
        sessionId,
        user: 'everyone',
      });
      await toldAfter(liveDelivery.presenceChanged(user), { kind: 'presenceChanged', user });
      await toldAfter(liveDelivery.endPresence(sessionId), { kind: 'endPresence', sessionId });
      await toldAfter(liveDelivery.endPresenceFor(user), { kind: 'endPresenceFor', user });
      await toldAfter(liveDelivery.endCallsFor(user), { kind: 'endCallsFor', user });
    });

    it('tells again what it is asked to tell again', async () => {
      const { liveDelivery, told } = await open();
      const sessionId = aSessionId();
      await liveDelivery.messageSent(sessionId, seqOf(1));
      await liveDelivery.messageSent(sessionId, seqOf(1));
      expect(told()).toHaveLength(2);
    });

    it('tells of many at once, each once', async () => {
      const { liveDelivery, told } = await open();
      const sessionId = aSessionId();
      const seqs = Array.from({ length: 20 }, (_, at) => seqOf(at + 1));
      await Promise.all(seqs.map((seq) => liveDelivery.messageSent(sessionId, seq)));
      const heard = told().map((one) => (one.kind === 'messageSent' ? one.seq : 0));
      expect([...heard].sort((a, b) => a - b)).toEqual(seqs);
    });
  });
}
