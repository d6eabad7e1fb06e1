import { expect, it } from 'vitest';
import { instantOf } from '../../domain/shared/instant.ts';
import { messageFragment } from '../../domain/vocabulary/event-fragments.ts';
import { isJsonObject } from '../../runtime/json.ts';
import { describeOnApi, identityOf } from '../support/api-in-process.ts';
import { Room } from '../support/room.ts';

await describeOnApi('openField', {}, (api) => {
  const now = () => instantOf(Date.now());
  const sending = (room: Room, clientMessageId: string, text = 'hello') => ({
    arguments: { input: { sessionId: room.id, clientMessageId, kind: 'TEXT', content: { text } } },
    identity: identityOf(room.ann),
    selection: messageFragment,
  });

  it('runs a whole pipeline on the engine, and records what each function asked and got', async () => {
    const room = await Room.open(api, now());
    const sendMessage = await api.field('Mutation.sendMessage');
    const { value, error, operations } = await sendMessage.run(sending(room, 'm-1'));
    expect(error).toBeUndefined();
    expect(value).toMatchObject({ id: `${room.id}.1`, content: { text: 'hello' } });
    expect(
      operations.map(({ by, dataSource, request, answer }) => [
        by,
        dataSource,
        isJsonObject(request) ? request['operation'] : undefined,
        answer.ok,
      ]),
    ).toEqual([
      ['functions/readToSend', 'Chat', 'BatchGetItem', true],
      ['functions/reservePosition', 'Chat', 'UpdateItem', true],
      ['functions/writeMessage', 'Chat', 'TransactWriteItems', true],
    ]);
    expect(await room.texts()).toEqual(['hello']);
  });

  it('records a refused write with its answer, and the functions that only then run', async () => {
    const room = await Room.open(api, now());
    const sendMessage = await api.field('Mutation.sendMessage');
    await sendMessage.run(sending(room, 'm-1'));
    const { value, operations } = await sendMessage.run(sending(room, 'm-1', 'again'));
    expect(value).toMatchObject({ content: { text: 'hello' } });
    expect(operations.map(({ by }) => by)).toEqual([
      'functions/readToSend',
      'functions/reservePosition',
      'functions/writeMessage',
      'functions/readClaimedMessage',
      'functions/sealOwnPosition',
    ]);
    expect(operations[2]?.answer).toMatchObject({
      ok: false,
      error: { type: 'DynamoDB:TransactionCanceledException' },
    });
  });

  it('answers what a resolver raised as its error, and touches no data source after it', async () => {
    const room = await Room.open(api, now());
    const sendMessage = await api.field('Mutation.sendMessage');
    const { value, error, operations } = await sendMessage.run({ ...sending(room, 'm-1'), selection: ['id'] });
    expect([value, error?.errorType, operations]).toEqual([null, 'SelectionIncomplete', []]);
  });

  it('keeps the operations of overlapping runs apart', async () => {
    const [here, there] = [await Room.open(api, now()), await Room.open(api, now())];
    const sendMessage = await api.field('Mutation.sendMessage');
    const runs = await Promise.all([here, there].map((room) => sendMessage.run(sending(room, 'm-1'))));
    for (const [at, { id }] of [here, there].entries()) {
      expect(runs[at]?.operations).toHaveLength(3);
      expect(JSON.stringify(runs[at]?.operations)).toContain(id);
      expect(JSON.stringify(runs[at]?.operations)).not.toContain(id === here.id ? there.id : here.id);
    }
  });

  it("runs a field of a parent that it is given, and a unit resolver's one step under its own name", async () => {
    const unreadCount = await api.field('ChatSession.unreadCount');
    const source = { id: 'anything', lastSeq: 4, lastReadSeq: 4 };
    expect(await unreadCount.run({ source, identity: identityOf('ann') })).toMatchObject({ value: 0, operations: [] });
    const list = await api.field('Query.myChatSessions');
    const { operations } = await list.run({ arguments: { limit: 1 }, identity: identityOf('nobody') });
    expect(operations.map(({ by, dataSource }) => [by, dataSource])).toEqual([['Query.myChatSessions', 'ChatService']]);
  });

  it('answers the filter that a subscription sets', async () => {
    const room = await Room.open(api, now());
    const onMessageSent = await api.field('Subscription.onMessageSent');
    const { effects } = await onMessageSent.run({ arguments: { sessionId: room.id }, identity: identityOf(room.ann) });
    expect(effects.map(({ subscriptionFilter }) => subscriptionFilter)).toEqual([
      {
        filterGroup: [
          {
            filters: [
              { fieldName: 'sessionId', operator: 'eq', value: room.id },
              { fieldName: 'audience', operator: 'containsAny', value: [room.id] },
            ],
          },
        ],
      },
    ]);
  });

  it('refuses a field that the manifest has not got', async () => {
    await expect(api.field('Query.nothing')).rejects.toThrow(
      'unable to open Query.nothing; the manifest has no such field',
    );
  });
});
