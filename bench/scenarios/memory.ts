import { Live, ON_MESSAGE } from '../../test/support/live.ts';
import type { Bed } from '../bed.ts';

const connections = 4000;

/** e: the server's resident memory for each idle connection that has joined one session. */
export const memory = async (bed: Bed): Promise<{ readonly kilobytesPerConnection: number }> => {
  const ann = await bed.person('ann');
  const { id } = await ann.createSession(['bob']);
  const token = await bed.token('bob');
  const crowd: Live[] = [];
  const join = async (): Promise<void> => {
    const live = await Live.connect(bed.parley.url, token);
    await live.subscribe('1', ON_MESSAGE, { sessionId: id });
    crowd.push(live);
  };
  // What the first connections need once is not charged to the others.
  for (let n = 0; n < 200; n++) await join();
  const before = await bed.settledMemory();
  for (let n = 0; n < connections; n += 50) await Promise.all(Array.from({ length: 50 }, join));
  const after = await bed.settledMemory();
  for (const live of crowd) live.socket.terminate();
  return { kilobytesPerConnection: Math.round((after - before) / connections / 102.4) / 10 };
};
