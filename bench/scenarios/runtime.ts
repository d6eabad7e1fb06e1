import type { WebSocket } from 'ws';
import { Live } from '../../test/support/live.ts';
import { Person } from '../../test/support/graphql.ts';
import { bareRuntime, type Bed } from '../bed.ts';
import { spread, summary, type Summary } from '../statistics.ts';

const SAY = 'mutation Say($room: ID!, $text: String!) { say(room: $room, text: $text) { room text } }';
const ON_SAID = 'subscription On($room: ID!) { onSaid(room: $room) { room text } }';

const rounds = 2000;
const subscribers = 200;
const otherSubscriptions = 10_000;
const floodFrames = 400_000;
const idleConnections = 4000;

/**
 * The local AppSync runtime alone, on a mutation without a data source: the time from the mutation to its subscriber;
 * the deliveries a second to 200 subscribers of one room; what 10,000 subscriptions to other rooms change about the first;
 * the memory of an idle connection that has joined.
 */
export const runtime = async (): Promise<{
  readonly mutationToSubscriberMs: Summary;
  readonly withOtherSubscriptionsMs: Summary;
  readonly changeByOtherSubscriptions: string;
  readonly deliveriesPerSecond: ReturnType<typeof spread>;
  readonly kilobytesPerConnection: number;
}> => {
  const bed = await bareRuntime();
  try {
    const ann = new Person('ann', bed.parley.url, await bed.token('ann'));
    const bob = await Live.connect(bed.parley.url, await bed.token('bob'));
    await bob.subscribe('1', ON_SAID, { room: 'quiet' });
    await roundTrips(ann, bob, rounds);
    const alone = await roundTrips(ann, bob, rounds);
    const others = await elsewhere(bed);
    const among = await roundTrips(ann, bob, rounds);
    for (const live of others) live.socket.terminate();
    const change = (100 * (among.p50 - alone.p50)) / alone.p50;
    const deliveriesPerSecond = await flood(bed, ann);
    await bob.close();
    return {
      mutationToSubscriberMs: alone,
      withOtherSubscriptionsMs: among,
      changeByOtherSubscriptions: `${change.toFixed(1)} % at the median`,
      deliveriesPerSecond,
      kilobytesPerConnection: await onFreshRuntime(idle),
    };
  } finally {
    await bed.parley.stop();
  }
};

const roundTrips = async (ann: Person, bob: Live, count: number): Promise<Summary> => {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const heard = bob.next((frame) => frame.type === 'data');
    const began = performance.now();
    const asked = ann.ask(SAY, { room: 'quiet', text: `${n}` });
    await heard;
    times.push(performance.now() - began);
    await asked;
  }
  return summary(times);
};

const elsewhere = async (bed: Bed): Promise<Live[]> => {
  const token = await bed.token('cat');
  const perConnection = 100;
  return Promise.all(
    Array.from({ length: otherSubscriptions / perConnection }, async (_, at) => {
      const live = await Live.connect(bed.parley.url, token);
      for (let n = 0; n < perConnection; n++) await live.subscribe(`${n}`, ON_SAID, { room: `other-${at}-${n}` });
      return live;
    }),
  );
};

const flood = async (bed: Bed, ann: Person): Promise<ReturnType<typeof spread>> => {
  const crowd = await Promise.all(
    Array.from({ length: subscribers }, async (_, at) => {
      const live = await Live.connect(bed.parley.url, await bed.token(`fan-${at}`));
      await live.subscribe('1', ON_SAID, { room: 'loud' });
      live.socket.removeAllListeners('message');
      return live.socket;
    }),
  );
  const rates: number[] = [];
  for (let run = 0; run < 3; run++) rates.push(await oneFlood(ann, crowd));
  for (const socket of crowd) socket.terminate();
  return spread(rates);
};

/** Frames are counted, not parsed: that would be the generator's work and not the server's. */
const oneFlood = async (ann: Person, crowd: readonly WebSocket[]): Promise<number> => {
  let heard = 0;
  const all = new Promise<void>((done) => {
    for (const socket of crowd) {
      socket.removeAllListeners('message');
      socket.on('message', () => {
        if (++heard === floodFrames) done();
      });
    }
  });
  let left = floodFrames / crowd.length;
  const pump = async (): Promise<void> => {
    while (left-- > 0) await ann.ask(SAY, { room: 'loud', text: 'x'.repeat(205) });
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: 8 }, pump));
  await all;
  return Math.round(floodFrames / ((performance.now() - began) / 1000));
};

/** A server that has done other work has memory to spare, which would hide what a connection takes. */
const onFreshRuntime = async (measure: (bed: Bed) => Promise<number>): Promise<number> => {
  const bed = await bareRuntime();
  try {
    return await measure(bed);
  } finally {
    await bed.parley.stop();
  }
};

const idle = async (bed: Bed): Promise<number> => {
  const token = await bed.token('dan');
  const crowd: Live[] = [];
  const join = async (): Promise<void> => {
    const live = await Live.connect(bed.parley.url, token);
    await live.subscribe('1', ON_SAID, { room: 'idle' });
    crowd.push(live);
  };
  for (let n = 0; n < 200; n++) await join();
  const before = await bed.settledMemory();
  for (let n = 0; n < idleConnections; n += 50) await Promise.all(Array.from({ length: 50 }, join));
  const after = await bed.settledMemory();
  for (const live of crowd) live.socket.terminate();
  return Math.round((after - before) / idleConnections / 102.4) / 10;
};
