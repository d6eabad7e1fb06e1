import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Person } from '../../test/support/graphql.ts';
import { Live, ON_INBOX, ON_MESSAGE, ON_TYPING } from '../../test/support/live.ts';
import type { Bed } from '../bed.ts';
import { summary, type Summary } from '../statistics.ts';

const subscribers = 200;
const perSecond = 10;
const seconds = 10;
const floodFrames = 200_000;

/**
 * b: one session with 200 connected members. The time to the last delivery of each of 10 messages a second; then, for the
 * ceiling, typing indicators as fast as they are taken, counted in deliveries a second. Frames are counted, not parsed.
 */
export const fanOut = async (
  bed: Bed,
): Promise<{ readonly lastDeliveryMs: Summary; readonly deliveriesPerSecond: number }> => {
  const ann = await bed.person('ann');
  const members = Array.from({ length: subscribers }, (_, at) => `fan-${at}`);
  const { id } = await ann.createSession(members, { kind: 'PRIVATE' });
  const crowd = await Promise.all(members.map((userId) => listening(bed, userId, id, [ON_MESSAGE, ON_TYPING])));
  const lastDeliveryMs = await lastDeliveries(ann, id, crowd);
  const deliveriesPerSecond = await ceiling(ann, id, crowd);
  for (const socket of crowd) socket.terminate();
  return { lastDeliveryMs, deliveriesPerSecond };
};

/** A member's socket, with their subscriptions. */
const listening = async (
  bed: Bed,
  userId: string,
  sessionId: string,
  queries: readonly string[],
): Promise<WebSocket> => {
  const live = await Live.connect(bed.parley.url, await bed.token(userId));
  for (const [at, query] of queries.entries()) await live.subscribe(`${at}`, query, { sessionId });
  live.socket.removeAllListeners('message');
  return live.socket;
};

/**
 * One session of 1,000 members, of whom all but the sender listen: the time to the last delivery of each of 10 messages a
 * second, with the session open (`onMessageSent`) and with the inbox alone (`onInbox`).
 */
export const fullSession = async (bed: Bed): Promise<Readonly<Record<'session' | 'inbox', Summary>>> => {
  const ann = await bed.person('ann');
  const members = Array.from({ length: Limits.sessionMembers - 1 }, (_, at) => `full-${at}`);
  const { id } = await ann.createSession(members, { kind: 'PRIVATE' });
  const measured = async (query: string): Promise<Summary> => {
    const crowd: WebSocket[] = [];
    // A hundred at a time: this is about delivery, not about a thousand who connect at once.
    for (let at = 0; at < members.length; at += 100) {
      const some = members.slice(at, at + 100).map((userId) => listening(bed, userId, id, [query]));
      crowd.push(...(await Promise.all(some)));
    }
    const times = await lastDeliveries(ann, id, crowd);
    for (const socket of crowd) socket.terminate();
    return times;
  };
  return { session: await measured(ON_MESSAGE), inbox: await measured(ON_INBOX) };
};

const lastDeliveries = async (ann: Person, id: string, crowd: readonly WebSocket[]): Promise<Summary> => {
  const times: number[] = [];
  for (let n = 0; n < perSecond * seconds + 10; n++) {
    const next = new Promise((done) => setTimeout(done, 1000 / perSecond));
    const began = performance.now();
    const everyone = framesOn(crowd, crowd.length);
    await ann.send(id, randomUUID(), 'x'.repeat(205));
    await everyone;
    if (n >= 10) times.push(performance.now() - began);
    await next;
  }
  return summary(times);
};

const ceiling = async (ann: Person, id: string, crowd: readonly WebSocket[]): Promise<number> => {
  const all = framesOn(crowd, floodFrames);
  let left = floodFrames / crowd.length;
  const began = performance.now();
  const pump = async (): Promise<void> => {
    while (left-- > 0) await ann.ask(TYPE, { sessionId: id });
  };
  await Promise.all(Array.from({ length: 16 }, pump));
  await all;
  return Math.round(floodFrames / ((performance.now() - began) / 1000));
};

const TYPE =
  'mutation T($sessionId: ID!) { sendTypingIndicator(sessionId: $sessionId) { sessionId userId userName isTyping expiresAt } }';

/** Resolves when so many frames arrived on these sockets together. */
const framesOn = (crowd: readonly WebSocket[], count: number): Promise<void> =>
  new Promise((done) => {
    let left = count;
    const hear = (): void => {
      if (--left > 0) return;
      for (const socket of crowd) socket.off('message', hear);
      done();
    };
    for (const socket of crowd) socket.on('message', hear);
  });
