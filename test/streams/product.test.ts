import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { Rows } from '../live/rows.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';

const canary = 'a sentence that only its session may see';

await describeOnProduct('What follows a change, on the whole product', (product) => {
  const asked = async (path: string, body?: object): Promise<unknown> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${product.url}${path}`, body === undefined ? {} : init);
    return response.json();
  };
  const count = async (name: string): Promise<number> => {
    const snapshot = await asked('/dev/metrics');
    if (typeof snapshot !== 'object' || snapshot === null || !('counters' in snapshot)) return 0;
    return Number(Object.entries(snapshot.counters ?? {}).find(([counter]) => counter === name)?.[1] ?? 0);
  };
  const counted = async (name: string, least: number): Promise<void> => {
    while ((await count(name)) < least) await pause(20);
  };
  const letters = async () => JSON.stringify(await asked('/dev/dead-letters'));

  it('is counted by kind', async () => {
    const [ann] = await people(product, 'ann');
    const sessionId = await new Rows(product.tables).open('ann', 'bob');
    const before = await count('events.MessageSent.TEXT');
    await ann.send(sessionId, 'one', canary);
    await ann.send(sessionId, 'two', canary);
    await counted('events.MessageSent.TEXT', before + 2);
    expect(await count('events.MessageSent.TEXT')).toBe(before + 2);
  });

  it('F6: sets a record aside that cannot be read, goes on with the rest, and reads it again when it is redriven', async () => {
    const [ann] = await people(product, 'ann');
    const sessionId = await new Rows(product.tables).open('ann', 'bob');
    const poison = { ...slotKey(sessionId, 900), seq: 'what', entry: 'MESSAGE', at: 'never', text: canary };
    const before = await count('events.MessageSent.TEXT');
    await product.tables.client.send(new PutCommand({ TableName: product.tables.chat, Item: poison }));
    await ann.send(sessionId, 'after', 'the stream goes on');
    await counted('events.MessageSent.TEXT', before + 1);
    expect(await letters()).toContain('"queue":"events-dead-letters"');
    expect(await letters()).toContain('startSequenceNumber');

    const logged = product.log.length;
    expect(await asked('/dev/redrive', { queue: 'events-dead-letters' })).toEqual({ moved: 1 });
    while (!product.log.slice(logged).some(({ event }) => event === 'stream.set-aside')) await pause(20);
    while (!(await letters()).includes('events-dead-letters')) await pause(20);
    expect(await letters()).not.toContain(canary);
    expect(JSON.stringify(product.log)).not.toContain(canary);
    expect(await asked('/dev/redrive', { queue: 'of nobody' })).toMatchObject({
      errors: [{ message: 'unable to redrive; there is no queue of dead letters of this name' }],
    });
  });
});
