import { Live, ON_MESSAGE } from '../../test/support/live.ts';
import type { Bed } from '../bed.ts';
import { summary, type Summary } from '../statistics.ts';

const perSecond = 50;
const seconds = 10;

/** a: one sender, one receiver, 50 messages a second: from just before the request to the frame's arrival. */
export const delivery = async (
  bed: Bed,
): Promise<{ readonly sendToDeliveryMs: Summary; readonly sendToAckMs: Summary }> => {
  const ann = await bed.person('ann');
  const { id } = await ann.createSession(['bob']);
  const bob = await Live.connect(bed.parley.url, await bed.token('bob'));
  await bob.subscribe('1', ON_MESSAGE, { sessionId: id });

  const sentAt = new Map<string, number>();
  const delivered: number[] = [];
  const acknowledged: number[] = [];
  const total = perSecond * seconds;
  const all = new Promise<void>((done) => {
    bob.onFrame = (frame) => {
      if (frame.type !== 'data') return;
      const { clientMessageId } = frame.payload?.data?.['onMessageSent'] as { clientMessageId: string };
      const began = sentAt.get(clientMessageId);
      if (began === undefined) return;
      delivered.push(performance.now() - began);
      if (delivered.length === total) done();
    };
  });
  // The compiler of the server warms up on messages that do not count.
  for (let n = 0; n < 100; n++) await ann.send(id, `warm-${n}`, text);

  const start = performance.now();
  const sends: Promise<void>[] = [];
  for (let n = 0; n < total; n++) {
    const due = start + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((next) => setTimeout(next, wait));
    const key = `m-${n}`;
    const began = performance.now();
    sentAt.set(key, began);
    sends.push(ann.send(id, key, text).then(() => void acknowledged.push(performance.now() - began)));
  }
  await Promise.all(sends);
  await all;
  await bob.close();
  return { sendToDeliveryMs: summary(delivered), sendToAckMs: summary(acknowledged) };
};

/** 205 bytes, as the peers in the table were measured with. */
const text = 'x'.repeat(205);
