import { afterEach, expect, it } from 'vitest';
import { seqOf } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Person } from '../support/graphql.ts';
import { ON_EVERY_MESSAGE, ON_INBOX } from '../support/live.ts';
import { people } from '../support/people.ts';
import { describeOnProduct } from '../support/product-in-process.ts';
import { Listener } from './listener.ts';
import { Rows, sessionOf, userOf } from './rows.ts';

await describeOnProduct('The inbox', (product) => {
  const rows = new Rows(product.tables);
  const open: Listener[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((listener) => listener.close()));
  });
  const listener = async (userId: string): Promise<Listener> => {
    const one = await Listener.open(product, userId);
    open.push(one);
    return one;
  };
  const ann = async (): Promise<Person> => (await people(product, 'ann'))[0];
  const sessionsOf = (events: readonly Record<string, unknown>[]) => events.map((event) => event['sessionId']);

  it(
    'of 200 sessions is two parts: each message arrives in one of them, by newest activity, and none from elsewhere',
    { timeout: 120_000 },
    async () => {
      const user = 'ivy';
      const sessions: string[] = [];
      for (let at = 0; at < 200; at += 1) sessions.push(await rows.open('ann', user));
      const [older, newer] = [sessions.slice(0, 20), sessions.slice(20)];
      expect(newer).toHaveLength(Limits.inboxSessions);
      const foreign = await rows.open('ann', 'zoe');

      const ivy = await listener(user);
      await ivy.listen('0', ON_INBOX, {});
      await ivy.listen('1', ON_INBOX, { part: 1 });
      await ivy.listen('2', ON_INBOX, { part: 2 });
      const sender = await ann();
      await sender.send(foreign, 'foreign', 'not for ivy');
      for (const id of sessions) await sender.send(id, 'hello', 'for ivy');

      expect(sessionsOf(await ivy.until('0', newer.length))).toEqual(newer);
      expect(sessionsOf(await ivy.until('1', older.length))).toEqual(older);
      expect(ivy.heard('2')).toEqual([]);
    },
  );

  it('hears what concerns its user, from sessions that they were not in, and nothing else of those', async () => {
    const ivy = await listener('jon');
    await ivy.listen('0', ON_INBOX, {});
    const entered = await rows.open('ann');
    const sender = await ann();
    await sender.send(entered, 'before', 'not for jon');
    const other = await rows.system(entered, { event: 'MEMBERS_JOINED', userIds: ['kim'] });
    const own = await rows.system(entered, { event: 'MEMBERS_JOINED', userIds: ['kim', 'jon'] });
    await product.liveDelivery.messageSent(sessionOf(entered), other);
    await product.liveDelivery.messageSent(sessionOf(entered), own);

    expect(await ivy.until('0', 1)).toMatchObject([
      { sessionId: entered, seq: own, content: { system: { event: 'MEMBERS_JOINED', userIds: ['kim', 'jon'] } } },
    ]);
  });

  it.each(['DIRECT', 'GROUP', 'PRIVATE'])(
    'hears that a %s session was opened with its user, by its creator alone, whoever else is in it',
    async (kind) => {
      const [ned, outsider] = [await listener('ned'), await listener('ola')];
      await ned.listen('0', ON_INBOX, {});
      await outsider.listen('0', ON_INBOX, {});
      const crowd = kind === 'PRIVATE' ? Array.from({ length: 120 }, (_, at) => `crowd-${at}`) : [];
      const opener = (await people(product, `opener-${kind}`))[0];
      const { id } = await opener.createSession([...crowd, 'ned'], { kind, name: null });

      const told = (await ned.until('0', 1))[0];
      expect(told).toMatchObject({
        id: `${id}.0`,
        sessionId: id,
        seq: 0,
        kind: 'SYSTEM',
        senderId: opener.userId,
        content: { text: null, system: { event: 'SESSION_OPENED', userIds: [], session: null } },
      });
      expect(new Set(told?.['audience'] as string[])).toEqual(
        new Set([opener.userId, 'ned', ...crowd].map((userId) => `#${userId}`)),
      );
      expect((await opener.wholeLog(id)).length).toBe(0);
      await opener.createSession(['ola'], { kind: 'GROUP' });
      expect(sessionsOf(await outsider.until('0', 1))).not.toContain(id);
    },
  );

  it('alone hears that a session was opened: whoever listens to the session does not', async () => {
    const opener = (await people(product, 'uma'))[0];
    const { id } = await opener.createSession(['vic']);
    const vic = await listener('vic');
    await vic.listen('session', ON_EVERY_MESSAGE, { sessionId: id });
    await vic.listen('inbox', ON_INBOX, {});
    await product.liveDelivery.messageSent(sessionOf(id), seqOf(0));
    await vic.until('inbox', 1);
    await opener.send(id, 'one', 'the first');
    expect(await vic.until('session', 1)).toMatchObject([{ seq: 1 }]);
    expect(await vic.until('inbox', 2)).toMatchObject([{ seq: 0 }, { seq: 1 }]);
  });

  it('is opened anew after a membership was lost, and goes on with the others', async () => {
    const [kept, lost] = [await rows.open('ann', 'lea'), await rows.open('ann', 'lea')];
    const lea = await listener('lea');
    await lea.listen('first', ON_INBOX, {});
    await rows.removeMember(lost, 'lea');
    const removal = await rows.system(lost, { event: 'MEMBER_REMOVED', userIds: ['lea'] });
    await product.liveDelivery.messageSent(sessionOf(lost), removal);
    await product.liveDelivery.endSession(sessionOf(lost), userOf('lea'));
    await lea.listen('second', ON_INBOX, {});

    const sender = await ann();
    await sender.send(lost, 'lost', 'not for lea');
    await sender.send(kept, 'kept', 'for lea');
    expect(sessionsOf(await lea.until('second', 1))).toEqual([kept]);
    expect(lea.heard('first')).toMatchObject([{ sessionId: lost, seq: removal }]);
    expect(lea.ended).toEqual(['first']);
  });

  it('ends with the loss of a session of its own alone', async () => {
    const [own, foreign] = [await rows.open('ann', 'max'), await rows.open('ann', 'zoe')];
    const max = await listener('max');
    await max.listen('0', ON_INBOX, {});
    await product.liveDelivery.endSession(sessionOf(foreign), 'everyone');
    await product.liveDelivery.endSession(sessionOf(foreign), userOf('zoe'));
    await product.liveDelivery.endSession(sessionOf(own), userOf('zoe'));
    await (await ann()).send(own, 'one', 'for max');
    await max.until('0', 1);
    expect(max.ended).toEqual([]);

    const ended = max.live.next(({ type }) => type === 'complete');
    await product.liveDelivery.endSession(sessionOf(own), 'everyone');
    await ended;
    expect(max.ended).toEqual(['0']);
  });
});
