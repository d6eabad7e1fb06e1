import { expect, it } from 'vitest';
import { messageFragment } from '../../domain/vocabulary/event-fragments.ts';
import { evaluateCode } from '../../runtime/kit/index.ts';
import { describeOnApi, identityOf, valueAt } from '../support/api-in-process.ts';
import { CREATE, MESSAGES } from '../support/graphql.ts';

it('readMembership reads the session and the membership in one consistent request', async () => {
  const sessionId = '0b6f8f8e-2f4b-4d0e-9a53-1f4a1c1f5a10';
  const { evaluationResult = 'null', error } = await evaluateCode({
    from: { entry: 'functions/readMembership' },
    handler: 'request',
    context: { stash: { doing: 'look', sessionId, userId: 'ann' }, env: { CHAT_TABLE: 'chat' } },
  });
  expect(error).toBeUndefined();
  expect(JSON.parse(evaluationResult)).toMatchObject({
    operation: 'BatchGetItem',
    tables: { chat: { keys: [expect.anything(), expect.anything()], consistentRead: true } },
  });
});

await describeOnApi('sending a message', {}, (api) => {
  it('asks the database three times, and is read by the other member', async () => {
    const created = await api.execute('ann', CREATE, { input: { memberIds: ['bob'] } });
    const sessionId = valueAt(created, 'createChatSession', 'id');

    const sendMessage = await api.field('Mutation.sendMessage');
    const { operations } = await sendMessage.run({
      arguments: { input: { sessionId, clientMessageId: 'm-1', kind: 'TEXT', content: { text: 'hello' } } },
      identity: identityOf('ann'),
      selection: messageFragment,
    });
    expect(operations.map(({ by }) => by)).toEqual([
      'functions/readToSend',
      'functions/reservePosition',
      'functions/writeMessage',
    ]);

    const read = await api.execute('bob', MESSAGES, { sessionId });
    expect(valueAt(read, 'messages', 'items', 0, 'content', 'text')).toBe('hello');
  });
});
