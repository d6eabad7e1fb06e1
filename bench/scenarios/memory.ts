import { Live, ON_MESSAGE } from '../../test/support/live.ts';
import type { Bed } from '../bed.ts';

const connections = 2000;

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
  const before = await settled(bed);
  for (let n = 0; n < connections; n += 50) await Promise.all(Array.from({ length: 50 }, join));
  const after = await settled(bed);
  for (const live of crowd) live.socket.terminate();
  return { kilobytesPerConnection: Math.round((after - before) / connections / 102.4) / 10 };
};

/** Resident bytes once they stop falling. */
const settled = async (bed: Bed): Promise<number> => {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 10; look++) {
    await new Promise((next) => setTimeout(next, 300));
    const resident = (await bed.counters()).gauges['process.residentBytes'] ?? Number.NaN;
    least = Math.min(least, resident);
  }
  return least;
};
