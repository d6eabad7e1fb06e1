import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { later, toIso } from '../../domain/shared/instant.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, conditionFailed } from './errors.ts';
import type { Key, OpeningItem } from './layout/index.ts';
import { memberKeyPrefix, metaKey, openingKey } from './layout/index.ts';
import { newMemberItem } from './session-items.ts';
import type { Write } from './session-writes.ts';
import { notThere, savingSession, transact } from './transactions.ts';
import { chunksOf } from './unprocessed.ts';

/** Beside the condition on OPENING, within the service quota of 100. */
const itemsBesideOpening = 99;

/** How long an attempt has. Safety does not depend on it: one that is taken over finds so with its next step. */
const attemptInMs = 60_000;

/**
 * Puts the members of a new session that are more than one transaction takes, step by step, before there is a META; every
 * read asks for META, so nobody sees them. OPENING is whose attempt that is: every step, and the one that puts META, is made
 * on condition that it still is. An attempt that died leaves OPENING and some members behind: whoever opens the session after
 * all takes it over, and takes away what is not theirs.
 *
 * @returns what is to be written together with META.
 * @throws {SessionAlreadyExists}, {StoreBusy} also while another attempt goes on.
 */
export async function putCrowd(tables: ChatTables, state: ChatSessionState): Promise<readonly Write[]> {
  const { chat } = tables;
  const { id, createdAt, members } = state;
  const token = tokenOf(state);
  const opening: OpeningItem = { ...openingKey(id), token, until: toIso(later(createdAt, attemptInMs)) };
  const claim: Write = {
    Put: {
      TableName: chat,
      Item: { ...opening },
      ConditionExpression: 'attribute_not_exists(pk) OR #until < :now',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':now': toIso(createdAt) },
    },
  };
  const noMeta: Write = { ConditionCheck: { TableName: chat, Key: { ...metaKey(id) }, ...notThere } };
  await transact(tables, [noMeta, claim], ([onMeta, onClaim], cause) => {
    if (onMeta === conditionFailed) return new SessionAlreadyExists(id, { cause });
    return onClaim === conditionFailed ? new StoreBusy(savingSession, { cause }) : undefined;
  });

  const isMine = {
    TableName: chat,
    Key: { ...openingKey(id) },
    ConditionExpression: '#token = :token',
    ExpressionAttributeNames: { '#token': 'token' },
    ExpressionAttributeValues: { ':token': token },
  };
  const items = members.map((member) => newMemberItem(id, member, seqZero));
  const own = new Set(items.map(({ sk }) => sk));
  const strays = (await membersLeft(tables, metaKey(id).pk)).filter(({ sk }) => !own.has(sk));
  const writes = [
    ...strays.map((key): Write => ({ Delete: { TableName: chat, Key: { ...key } } })),
    ...items.map((item): Write => ({ Put: { TableName: chat, Item: { ...item } } })),
  ];
  for (const some of chunksOf(writes, itemsBesideOpening)) {
    await transact(tables, [{ ConditionCheck: isMine }, ...some], ([onOpening], cause) =>
      onOpening === conditionFailed ? new StoreBusy(savingSession, { cause }) : undefined,
    );
  }
  return [{ Delete: isMine }];
}

/** Nobody puts the members of this session, and nobody who did has left any. */
export const noCrowd = (chat: string, { id }: ChatSessionState): Write => ({
  ConditionCheck: { TableName: chat, Key: { ...openingKey(id) }, ...notThere },
});

/** Every attempt names members anew, so that the creator's random alias tells it from others. */
const tokenOf = ({ createdAt, createdBy, members }: ChatSessionState): string =>
  `${createdAt} ${members.find(({ userId }) => userId === createdBy)?.alias ?? ''}`;

async function membersLeft({ client, chat }: ChatTables, pk: string): Promise<readonly Key[]> {
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
  return asking(savingSession, async () => {
    const keys: Key[] = [];
    for await (const { Items = [] } of pages) keys.push(...Items.map(({ sk }) => ({ pk, sk: String(sk) })));
    return keys;
  });
}
