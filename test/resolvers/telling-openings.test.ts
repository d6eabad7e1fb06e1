import { expect, it } from 'vitest';
import { instantOf } from '../../domain/shared/instant.ts';
import { everyMessageFragment } from '../../domain/vocabulary/event-fragments.ts';
import { isJsonArray, isJsonObject } from '../../runtime/json.ts';
import { aSessionId, user } from '../builders/people.ts';
import { describeOnApi, identityOf, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { nested } from '../support/graphql.ts';
import { Room } from '../support/room.ts';

const PUBLISH = `mutation P($id: ID!) { publishMessage(messageId: $id) { ${nested(everyMessageFragment)} } }`;
const UPDATE = 'mutation P($id: ID!) { publishMessageUpdate(messageId: $id) { seq } }';
const ONE = 'query Q($id: ID!) { message(messageId: $id) { id } }';
const PIN = 'mutation M($id: ID!) { pinMessage(messageId: $id) { seq } }';

await describeOnApi('That a session was opened', {}, (api) => {
  const now = () => instantOf(Date.now());

  it.each([2, 1000])('is told to %d members with one read and without a write', async (count) => {
    const others = Array.from({ length: count - 1 }, (_, at) => user(`member-${at}`));
    const room = await Room.open(api, now(), { kind: count > 50 ? 'PRIVATE' : 'GROUP', memberIds: others });
    const publish = await api.field('Mutation.publishMessage');
    const { value, error, operations } = await publish.run({
      arguments: { messageId: `${room.id}.0` },
      identity: identityOf('service'),
      selection: everyMessageFragment,
    });
    expect(error).toBeUndefined();
    const audience = isJsonObject(value) ? value['audience'] : undefined;
    expect(isJsonArray(audience) ? audience.length : 0).toBe(count);
    expect(operations.map(({ by, request }) => [by, isJsonObject(request) ? request['operation'] : undefined])).toEqual(
      [['functions/readEntry', 'GetItem']],
    );
  });

  it('is as the outbox has it, and nothing else of a log is at its position', async () => {
    const room = await Room.open(api, now());
    const id = `${room.id}.0`;
    expect(valueAt(await api.executeAsOperator(PUBLISH, { id }), 'publishMessage')).toMatchObject({
      id,
      seq: 0,
      senderId: room.ann,
      content: { system: { event: 'SESSION_OPENED', userIds: [], session: null } },
      audience: [`#${room.ann}`, `#${room.bob}`],
    });
    expect(refusalsOf(await api.executeAsOperator(UPDATE, { id }))).toEqual(['MessageNotFound']);
    expect(refusalsOf(await api.execute(room.ann, ONE, { id }))).toEqual(['MessageNotFound']);
    expect(refusalsOf(await api.execute(room.ann, PIN, { id }))).toEqual(['MessageNotFound']);
    expect(await room.texts()).toEqual([]);
  });

  it('is nothing where there is no such session', async () => {
    const answer = await api.executeAsOperator(PUBLISH, { id: `${aSessionId()}.0` });
    expect(refusalsOf(answer)).toEqual(['MessageNotFound']);
  });
});
