import { afterAll, expect, it } from 'vitest';
import { seqOf } from '../../domain/shared/ids.ts';
import type { Person } from '../support/graphql.ts';
import { ON_EVERY_MESSAGE, ON_UPDATE } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';
import { Listener } from './listener.ts';
import { Rows, sessionOf } from './rows.ts';

await describeOnProduct('What a service tells', (product) => {
  const open: Listener[] = [];
  afterAll(async () => {
    await Promise.all(open.map((listener) => listener.close()));
  });
  const listener = async (userId: string): Promise<Listener> => {
    const one = await Listener.open(product, userId);
    open.push(one);
    return one;
  };
  const room = async (): Promise<{ ann: Person; bob: Listener; sessionId: string; rows: Rows }> => {
    const [ann] = await people(product, 'ann');
    const rows = new Rows(product.tables);
    return { ann, bob: await listener('bob'), sessionId: await rows.open('ann', 'bob'), rows };
  };

  it('is what the log holds at that position, whole', async () => {
    const { bob, sessionId, rows } = await room();
    await bob.listen('m', ON_EVERY_MESSAGE, { sessionId });
    const seq = await rows.system(sessionId, { event: 'MEMBERS_JOINED', userIds: ['cat'] });
    await product.liveDelivery.messageSent(sessionOf(sessionId), seq);

    expect(await bob.until('m', 1)).toMatchObject([
      {
        id: `${sessionId}.${seq}`,
        seq,
        kind: 'SYSTEM',
        senderId: '#system',
        content: { text: null, system: { event: 'MEMBERS_JOINED', userIds: ['cat'], role: null, session: null } },
        audience: [sessionId, '#cat'],
      },
    ]);
  });

  it('of a change is the changed message as it is now', async () => {
    const { ann, bob, sessionId, rows } = await room();
    const sent = await ann.send(sessionId, 'one', 'as it is now');
    await bob.listen('u', ON_UPDATE, { sessionId });
    const seq = await rows.change(sessionId, sent.seq, 'bob');
    await product.liveDelivery.messageChanged(sessionOf(sessionId), seq);

    expect(await bob.until('u', 1)).toMatchObject([
      {
        seq,
        kind: 'MESSAGE_CHANGED',
        change: 'REACTION_ADDED',
        actorId: 'bob',
        message: { id: sent.id, version: 1, content: { text: 'as it is now' } },
      },
    ]);
  });

  it('is nothing where the log holds none of its kind, and is reported without a word of it', async () => {
    const { ann, bob, sessionId } = await room();
    const sent = await ann.send(sessionId, 'one', 'a secret sentence');
    await bob.listen('m', ON_EVERY_MESSAGE, { sessionId });
    await bob.listen('u', ON_UPDATE, { sessionId });
    const before = product.log.length;
    await product.liveDelivery.messageChanged(sessionOf(sessionId), seqOf((await ann.send(sessionId, 'two', 'x')).seq));
    await product.liveDelivery.messageSent(sessionOf(sessionId), seqOf(sent.seq + 99));

    const reported = product.log.slice(before).filter(({ event }) => event === 'live-delivery.failed');
    expect(reported.map(({ fields }) => fields)).toEqual([
      { operation: 'publishMessageUpdate', sessionId, seq: sent.seq + 1, why: 'MessageNotFound', attempts: 1 },
      { operation: 'publishMessage', sessionId, seq: sent.seq + 99, why: 'MessageNotFound', attempts: 1 },
    ]);
    await ann.send(sessionId, 'fence', 'fence');
    await bob.until('m', 2);
    expect(bob.heard('u')).toEqual([]);
    expect(bob.heard('m').map(({ clientMessageId }) => clientMessageId)).toEqual(['two', 'fence']);
    expect(JSON.stringify(product.log)).not.toContain('secret');
  });
});
