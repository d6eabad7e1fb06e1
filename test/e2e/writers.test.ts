import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { often } from '../support/in-full.ts';
import { Refused, type Person, type SentMessage } from '../support/graphql.ts';
import { people } from '../support/people.ts';
import { startParley, type Parley } from '../support/parley.ts';

const writers = Array.from({ length: 20 }, (_, at) => `writer-${at}`);
const perWriter = often(25, 100);

describe('Twenty parallel writers in one session', () => {
  let parley: Parley;
  beforeAll(async () => {
    parley = await startParley();
  });
  afterAll(() => parley.stop());

  /** While the server is away: resolves once another one is there, however long that takes. */
  let isBack: Promise<void> | undefined;

  /** Sends with the same id until it is acknowledged, as a client with an outbox does. */
  const sendSurely = async (person: () => Person, sessionId: string, key: string): Promise<SentMessage> => {
    for (let tries = 0; tries < 200; tries++) {
      try {
        return await person().send(sessionId, key, `text of ${key}`);
      } catch (error) {
        if (error instanceof Refused && !String(error).includes('TryAgain')) throw error;
        await isBack;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
    throw new Error('unable to send; the server never acknowledged');
  };

  it('fill the positions without a gap, the same for every reader, over a kill in the middle', async () => {
    let crowd = new Map((await people(parley, ...writers)).map((person) => [person.userId, person]));
    const [first = 'writer-0', ...others] = writers;
    const { id } = await crowd.get(first)!.createSession(others);

    let acknowledged = 0;
    const restart = async () => {
      parley = await parley.restart('SIGKILL');
      crowd = new Map((await people(parley, ...writers)).map((person) => [person.userId, person]));
    };
    const acks = await Promise.all(
      writers.map(async (writer) => {
        const sent: SentMessage[] = [];
        for (let n = 0; n < perWriter; n++) {
          sent.push(await sendSurely(() => crowd.get(writer)!, id, `${writer}-${n}`));
          if (++acknowledged === (writers.length * perWriter) / 2) isBack ??= restart();
        }
        return sent;
      }),
    );
    await isBack;

    const readers = await people(parley, 'writer-3', 'writer-17');
    const [log, again] = await Promise.all(readers.map((reader) => reader.wholeLog(id)));
    expect(again).toEqual(log);
    expect(log!.map((entry) => entry.seq)).toEqual(log!.map((_, at) => at + 1));

    const messages = log!.filter((entry) => entry.kind === 'MESSAGE').map((entry) => entry.message!);
    expect(messages).toHaveLength(writers.length * perWriter);
    expect(messages.map((message) => message.id).sort()).toEqual(
      acks
        .flat()
        .map((message) => message.id)
        .sort(),
    );
    // A position without a message is a writer that was killed between its two steps, or one that repeated itself.
    expect(log!.length - messages.length).toBeLessThan(100);
    for (const writer of writers) {
      const own = messages.filter((message) => message.senderId === writer).map((message) => message.clientMessageId);
      expect(own).toEqual(Array.from({ length: perWriter }, (_, n) => `${writer}-${n}`));
    }
  }, 240_000);
});
