import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { often } from '../support/in-full.ts';
import type { Person, SentMessage } from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

const kills = often(3, 10);
const acksPerRound = 40;

/** A promise that someone else resolves. */
const signal = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

/** F12: the process is killed at random moments under load. */
describe('F12: kill -9 under load, again and again', () => {
  let parley: Parley;
  beforeAll(async () => {
    parley = await startParley();
  });
  afterAll(() => parley.stop());

  it('loses and doubles no acknowledged message', async () => {
    const [ann] = await people(parley, 'ann');
    const { id } = await ann.createSession(['bob', 'cat', 'dan']);
    const acknowledged = new Map<string, SentMessage>();

    for (let round = 0; round < kills; round++) {
      const crowd = await people(parley, 'ann', 'bob', 'cat', 'dan');
      let acks = 0;
      const enough = signal();
      const pump = async (person: Person) => {
        for (let n = 0; ; n++) {
          const key = `${person.userId}-${round}-${n}`;
          const message = await person.send(id, key, key);
          acknowledged.set(message.id, message);
          if (++acks >= acksPerRound) enough.resolve();
        }
      };
      const pumps = crowd.map((person) => pump(person));
      // Each pump ends with the connection that the kill cuts.
      const ended = Promise.allSettled(pumps);
      await enough.promise;
      parley = await parley.restart('SIGKILL');
      await ended;
    }

    const [bob] = await people(parley, 'bob');
    const log = await bob.wholeLog(id);
    expect(log.map((entry) => entry.seq)).toEqual(log.map((_, at) => at + 1));
    const stored = new Map(log.flatMap((entry) => (entry.message ? [[entry.message.id, entry.message]] : [])));
    expect(acknowledged.size).toBeGreaterThanOrEqual(kills * acksPerRound);
    for (const [messageId, message] of acknowledged) expect(stored.get(messageId)).toEqual(message);
    const keys = [...stored.values()].map((message) => message.clientMessageId);
    expect(new Set(keys).size).toBe(keys.length);
  }, 240_000);
});
