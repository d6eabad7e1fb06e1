import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { metaKey } from '../../adapters/dynamodb/layout/index.ts';
import { changeSlotItem, messageSlotItem } from '../../adapters/dynamodb/log-items.ts';
import { messageAt } from '../../domain/message/message.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { parseSessionId, seqOf } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { openDynamoDb } from '../../runtime/engine/index.ts';
import { aDraft } from '../../test/builders/messages.ts';
import { user } from '../../test/builders/people.ts';
import { MESSAGES } from '../../test/support/graphql.ts';
import { makeBed } from '../bed.ts';
import { summary, type Summary } from '../statistics.ts';

/** Messages, and how many of them, the newest, have reactions between them. */
const size = 10_000;
const busy = 1_000;
const reactions = 10;
const reads = 200;

/** As the product names it on a machine of its own. */
const chat = 'parley-chat';

/**
 * The same page out of as many messages, where ten reactions were given between any two of the newest thousand: their
 * entries stand in the log, too. Beside it, in the same run, a page from before all reactions.
 */
export const busyHistory = async (): Promise<{
  readonly newestPageMs: Summary;
  readonly olderPageMs: Summary;
  readonly pageWithoutReactionsMs: Summary;
}> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    const id = await aSession(dataDir);
    await fill(dataDir, id);
    return await measure(dataDir, id);
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
};

/** Where message number `n`, from 0, stands; the changes that are reactions to it follow. */
const seqOfMessage = (n: number): number => n + 1 + Math.max(n - (size - busy), 0) * reactions;
const lastSeq = seqOfMessage(size - 1) + reactions;

const entriesOf = (id: SessionId, n: number, at: Instant): readonly object[] => {
  const message = messageAt(aDraft(id, user('ann'), { text: 'x'.repeat(205) }), seqOf(seqOfMessage(n)), at);
  if (n < size - busy) return [messageSlotItem(message)];
  const changes = Array.from({ length: reactions }, (_, more) =>
    changeSlotItem(id, {
      kind: 'MESSAGE_CHANGED',
      seq: seqOf(message.seq + 1 + more),
      at,
      target: message.seq,
      change: 'REACTION_ADDED',
      actorId: 'bob',
    }),
  );
  return [messageSlotItem({ ...message, reactions: { '👍': reactions }, version: reactions + 1 }), ...changes];
};

const aSession = async (dataDir: string): Promise<SessionId> => {
  const bed = await makeBed({ dataDir });
  try {
    const id = parseSessionId((await (await bed.person('ann')).createSession(['bob'])).id);
    if (id === undefined) throw new Error('unable to measure; the session has no id');
    return id;
  } finally {
    await bed.parley.stop();
  }
};

/** Straight into the tables: ten thousand reactions by the API would take many minutes. */
const fill = async (dataDir: string, id: SessionId): Promise<void> => {
  const clock = { now: () => Date.now() };
  const engine = await openDynamoDb({ dataDir, clock, log: { debug() {}, info() {}, warn() {}, error() {} } });
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
  const put = (items: readonly object[]) =>
    client.send(
      new BatchWriteCommand({ RequestItems: { [chat]: items.map((item) => ({ PutRequest: { Item: { ...item } } })) } }),
    );
  const at = instantOf(Date.now());
  try {
    let waiting: object[] = [];
    for (let n = 0; n < size; n += 1) {
      waiting.push(...entriesOf(id, n, at));
      if (waiting.length < 100 && n < size - 1) continue;
      const batches = Array.from({ length: Math.ceil(waiting.length / 25) }, (_, some) =>
        waiting.slice(some * 25, some * 25 + 25),
      );
      await Promise.all(batches.map(put));
      waiting = [];
      if (n % 2000 < 100) console.log(`bench: about ${n} of ${size} messages written`);
    }
    await client.send(
      new UpdateCommand({
        TableName: chat,
        Key: { ...metaKey(id) },
        UpdateExpression: 'SET lastSeq = :last, lastMessageSeq = :message',
        ExpressionAttributeValues: { ':last': lastSeq, ':message': seqOfMessage(size - 1) },
      }),
    );
  } finally {
    client.destroy();
    await engine.close();
  }
};

const measure = async (dataDir: string, sessionId: SessionId) => {
  const bed = await makeBed({ dataDir });
  try {
    const ann = await bed.person('ann');
    const before = (n: number) => ({ before: `${sessionId}.${seqOfMessage(n)}` });
    const timesOf = async (cursor: { readonly before?: string }): Promise<Summary> => {
      const times: number[] = [];
      for (let n = 0; n < reads + 20; n++) {
        const began = performance.now();
        const page = await ann.get<{ readonly items: readonly unknown[] }>('messages', MESSAGES, {
          sessionId,
          limit: 50,
          ...cursor,
        });
        if (page.items.length !== 50) throw new Error(`unable to measure; a page held ${page.items.length}`);
        if (n >= 20) times.push(performance.now() - began);
      }
      return summary(times);
    };
    return {
      newestPageMs: await timesOf({}),
      olderPageMs: await timesOf(before(size - busy / 2)),
      pageWithoutReactionsMs: await timesOf(before(size - busy)),
    };
  } finally {
    await bed.parley.stop();
  }
};
