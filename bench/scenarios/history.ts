import { MESSAGES } from '../../test/support/graphql.ts';
import type { Bed } from '../bed.ts';
import { summary, type Summary } from '../statistics.ts';

const size = 10_000;
const reads = 200;

/** d: the newest page of 50 out of 10,000 messages, one reader. */
export const history = async (bed: Bed): Promise<{ readonly newestPageMs: Summary }> => {
  const ann = await bed.person('ann');
  const { id } = await ann.createSession(['bob']);
  let next = 0;
  const pump = async (): Promise<void> => {
    for (let n = next++; n < size; n = next++) {
      await ann.send(id, `h-${n}`, 'x'.repeat(205));
      if (n % 1000 === 999) console.log(`bench: ${n + 1} of ${size} messages of history written`);
    }
  };
  await Promise.all(Array.from({ length: 32 }, pump));

  const times: number[] = [];
  for (let n = 0; n < reads + 20; n++) {
    const began = performance.now();
    await ann.get('messages', MESSAGES, { sessionId: id, limit: 50 });
    if (n >= 20) times.push(performance.now() - began);
  }
  return { newestPageMs: summary(times) };
};
