import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { connectDynamoDb, DynamoDbFailure, type DynamoDbConnection } from './index.ts';

const undo: (() => unknown)[] = [];
afterEach(() => {
  for (const act of undo.splice(0)) act();
});

async function connectedTo(listener: RequestListener, answerWithin = 5_000): Promise<DynamoDbConnection> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const connection = connectDynamoDb({
    endpoint: `http://127.0.0.1:${port}`,
    clock: { now: () => Date.now() },
    answerWithin,
  });
  undo.push(
    () => connection.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return connection;
}

async function failureOf(call: Promise<unknown>): Promise<DynamoDbFailure> {
  try {
    await call;
  } catch (cause) {
    if (cause instanceof DynamoDbFailure) return cause;
    throw cause;
  }
  throw new Error('the call did not fail');
}

describe('a connection whose answers get lost', () => {
  it('reads again, but never writes again, since the write may have been carried out', async () => {
    const arrived: unknown[] = [];
    const connection = await connectedTo((request, response) => {
      arrived.push(request.headers['x-amz-target']);
      if (arrived.filter((target) => target === 'DynamoDB_20120810.GetItem').length === 3) response.end('{"Item":{}}');
      else request.socket.destroy();
    });

    expect(await failureOf(connection.call('UpdateItem', {}))).toMatchObject({ name: 'Unreachable' });
    expect(await connection.call('GetItem', {})).toEqual({ Item: {} });
    expect(arrived).toEqual(['UpdateItem', 'GetItem', 'GetItem', 'GetItem'].map((name) => `DynamoDB_20120810.${name}`));
  });

  it('does not wait for ever', async () => {
    const connection = await connectedTo(() => {}, 30);
    expect(await failureOf(connection.call('PutItem', {}))).toMatchObject({
      name: 'Unreachable',
      message: 'Unable to execute HTTP request: no answer within 30 ms',
    });
  });
});

describe('an answer that is no success', () => {
  const refusing = (body: string) => connectedTo((_, response) => response.writeHead(400).end(body));

  it('carries DynamoDB’s own name, message and reasons', async () => {
    const connection = await refusing(
      JSON.stringify({
        __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
        Message: 'cancelled',
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Message: 'failed', Item: { id: { S: 'a' } } },
        ],
      }),
    );
    expect(await failureOf(connection.call('TransactWriteItems', {}))).toMatchObject({
      name: 'TransactionCanceledException',
      message: 'cancelled',
      reasons: [{ code: 'None' }, { code: 'ConditionalCheckFailed', message: 'failed', item: { id: { S: 'a' } } }],
    });
  });

  it.each(['', 'not JSON', '[]', '{}', '<html>'])(
    'is an internal error when it says nothing that can be read: %j',
    async (body) => {
      expect(await failureOf((await refusing(body)).call('PutItem', {}))).toMatchObject({
        name: 'InternalServerError',
      });
    },
  );
});
