import { setTimeout as pause } from 'node:timers/promises';
import { paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { PairKeptApart, SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { ChatTables } from './chat-tables.ts';
import { detailItem } from './detail-items.ts';
import { asking, asStoreError, cancellationOf, conditionFailed, transactionConflict } from './errors.ts';
import { eventItem } from './event-items.ts';
import type { Key } from './layout/index.ts';
import { blockKey, memberKeyPrefix, metaKey } from './layout/index.ts';
import { newMemberItem, newMetaItem } from './session-items.ts';
import type { Write } from './session-writes.ts';
import { discovery } from './session-writes.ts';
import { chunksOf } from './unprocessed.ts';

const doing = 'save the session';

/** Beside the condition on META, within the service quota of 100. */
const itemsBesideMeta = 99;

const attempts = 6;
const firstPauseInMs = 10;

const notThere = { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * Saves a new session in one transaction, which takes 100 items. One with more members than fit has its MEMBER items put
 * first, each time on condition that there is no META yet. A save that dies in between leaves MEMBER items without one: every
 * read asks for META, so nobody sees them, and whoever opens a session under the same id first takes away those that are not
 * its own.
 *
 * @throws {SessionAlreadyExists}, {PairKeptApart}, {StoreBusy}
 */
export async function openSession(tables: ChatTables, { state, events }: ChatSessionChanges): Promise<void> {
  const { chat } = tables;
  const { id, members } = state;
  const isOneTransaction = members.length <= Limits.joinedAtOnce;
  if (!isOneTransaction) await putMembers(tables, state);

  const apart = apartChecks(chat, state);
  const items = [
    detailItem(state, 1),
    ...(isOneTransaction ? members : []).map((member) => newMemberItem(id, member, seqZero)),
    ...events.map((event) => eventItem(event, 1)),
  ].map((item): Write => ({ Put: { TableName: chat, Item: { ...item } } }));
  const meta: Write = { Put: { TableName: chat, Item: { ...newMetaItem(state) }, ...notThere } };
  await transact(tables, [meta, ...apart, ...items, ...discovery(chat, null, state)], ([onMeta, ...others], cause) => {
    if (onMeta === conditionFailed) return new SessionAlreadyExists(id, { cause });
    return others.slice(0, apart.length).includes(conditionFailed) ? new PairKeptApart(id, { cause }) : undefined;
  });
}

/** Neither of the two of a DIRECT session blocks the other. */
function apartChecks(chat: string, { kind, members }: ChatSessionState): Write[] {
  const [one, other] = members.map(({ userId }) => userId);
  if (kind !== 'DIRECT' || one === undefined || other === undefined) return [];
  return [blockKey(one, other), blockKey(other, one)].map((key) => check(chat, key));
}

async function putMembers(tables: ChatTables, { id, members }: ChatSessionState): Promise<void> {
  const { chat } = tables;
  const items = members.map((member) => newMemberItem(id, member, seqZero));
  const own = new Set(items.map(({ sk }) => sk));
  const strays = (await storedMembers(tables, metaKey(id).pk)).filter(({ sk }) => !own.has(sk));
  const writes = [
    ...strays.map((key): Write => ({ Delete: { TableName: chat, Key: { ...key } } })),
    ...items.map((item): Write => ({ Put: { TableName: chat, Item: { ...item } } })),
  ];
  for (const some of chunksOf(writes, itemsBesideMeta)) {
    await transact(tables, [check(chat, metaKey(id)), ...some], ([onMeta], cause) =>
      onMeta === conditionFailed ? new SessionAlreadyExists(id, { cause }) : undefined,
    );
  }
}

async function storedMembers({ client, chat }: ChatTables, pk: string): Promise<readonly Key[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: chat,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :member)',
      ExpressionAttributeValues: { ':pk': pk, ':member': memberKeyPrefix },
      ProjectionExpression: 'pk, sk',
    },
  );
  return asking(doing, async () => {
    const keys: Key[] = [];
    for await (const { Items = [] } of pages) keys.push(...Items.map(({ sk }) => ({ pk, sk: String(sk) })));
    return keys;
  });
}

const check = (chat: string, key: Key): Write => ({
  ConditionCheck: { TableName: chat, Key: { ...key }, ...notThere },
});

/**
 * Whoever meets another transaction comes again: of two who open the same session at once, the later one finds it there.
 * @param refusal what the error is, by the reasons of the items in their order.
 */
async function transact(
  { client }: ChatTables,
  TransactItems: Write[],
  refusal: (reasons: readonly string[], cause: unknown) => Error | undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return;
    } catch (cause) {
      const reasons = (cancellationOf(cause) ?? []).map(({ code }) => code);
      const error = refusal(reasons, cause);
      if (error !== undefined) throw error;
      if (!reasons.includes(transactionConflict) || attempt === attempts) throw asStoreError(doing, cause);
      await pause(firstPauseInMs * 2 ** (attempt - 1));
    }
  }
}
