import type { Bed } from '../bed.ts';
import { spread } from '../statistics.ts';

const sessions = 100;
const perRun = 1500;
const runs = 3;
const inFlight = 32;

/** c: 100 sessions of 2, 32 sends in flight: acknowledged, durable messages a second, over three runs. */
export const throughput = async (bed: Bed): Promise<{ readonly messagesPerSecond: ReturnType<typeof spread> }> => {
  const rooms = await Promise.all(
    Array.from({ length: sessions }, async (_, at) => {
      const sender = await bed.person(`sender-${at}`);
      return { sender, id: (await sender.createSession([`receiver-${at}`])).id };
    }),
  );
  const rates: number[] = [];
  for (let run = 0; run < runs; run++) {
    let next = 0;
    const began = performance.now();
    const pump = async (): Promise<void> => {
      for (let n = next++; n < perRun; n = next++) {
        const room = rooms[n % sessions];
        if (room) await room.sender.send(room.id, `r${run}-${n}`, 'x'.repeat(205));
      }
    };
    await Promise.all(Array.from({ length: inFlight }, pump));
    rates.push(Math.round(perRun / ((performance.now() - began) / 1000)));
  }
  return { messagesPerSecond: spread(rates) };
};
