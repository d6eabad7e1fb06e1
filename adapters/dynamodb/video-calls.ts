import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CallPosition, VideoCalls } from '../../application/ports/video-calls.ts';
import { ConcurrentCallChange, LiveCallExists } from '../../application/ports/video-calls.ts';
import { entriesOf } from '../../domain/chat-session/log-of-changes.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { CallId, Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseCallId } from '../../domain/shared/ids.ts';
import type { CallSession } from '../../domain/video-call/call-session.ts';
import type { ParticipantQuality } from '../../domain/video-call/quality.ts';
import type { VideoCall } from '../../domain/video-call/video-call.ts';
import { Attributes } from './attributes.ts';
import type { StoredItem } from './reads-of-table.ts';
import { getAllOf } from './reads-of-table.ts';
import { readCall, readSavedCall } from './call-items.ts';
import { callQualityItem, readCallQuality } from './call-quality-items.ts';
import type { CallTables } from './call-tables.ts';
import { callWrites, placeOfLive } from './call-writes.ts';
import {
  asking,
  asStoreError,
  cancellationOf,
  conditionFailed,
  refusedByCondition,
  transactionConflict,
} from './errors.ts';
import {
  byDue,
  bySession,
  callDuePartitions,
  callIdOf,
  callKey,
  callPartition,
  callQualityKey,
  historyKeyOf,
  liveCallKey,
  memberKey,
  memberKeyPrefix,
  metaKey,
  qualityKeyPrefix,
  callSeenKey,
  callSeenKeyPrefix,
} from './layout/index.ts';
import { readMember, readMeta } from './session-items.ts';

const reading = 'read the call';
const saving = 'save the call';

/** Calls in a table of their own. A change is one transaction with what the session's log, in the chat table, tells of it. */
export class DynamoDbVideoCalls implements VideoCalls {
  readonly #tables: CallTables;

  constructor(tables: CallTables) {
    this.#tables = tables;
  }

  async find(id: CallId): Promise<VideoCall | undefined> {
    return readCall(await this.#range(id, 'sk >= :from', { ':from': callSeenKeyPrefix }));
  }

  async liveIn(sessionId: SessionId): Promise<CallId | undefined> {
    const { client, calls } = this.#tables;
    const get = new GetCommand({ TableName: calls, Key: { ...liveCallKey(sessionId) }, ConsistentRead: true });
    const { Item } = await asking(reading, () => client.send(get));
    return Item && new Attributes(Item, 'live call').callId('callId');
  }

  async session(sessionId: SessionId, users: readonly UserId[]): Promise<CallSession | undefined> {
    const { client, chat } = this.#tables;
    const keys = [metaKey(sessionId), ...[...new Set(users)].map((user) => memberKey(sessionId, user))];
    const items = await getAllOf(client, chat, 'read the session', keys, { consistent: true });
    const metaItem = items.find(({ sk }) => sk === metaKey(sessionId).sk);
    if (metaItem === undefined) return undefined;
    const { kind, status, isFrozen, isClosed, accessVersion, retentionDays, memberCount } = readMeta(metaItem);
    const members = items
      .filter(({ sk }) => typeof sk === 'string' && sk.startsWith(memberKeyPrefix))
      .map(readMember)
      .map(({ userId, role, mutedUntil, changedSeq }) => ({ userId, role, mutedUntil, changedSeq }));
    return { id: sessionId, kind, status, isFrozen, isClosed, accessVersion, retentionDays, memberCount, members };
  }

  async save(call: VideoCall, positions: readonly Seq[]): Promise<void> {
    const changes = call.changes();
    const entries = entriesOf(changes.told, positions);
    const TransactItems = [...callWrites(this.#tables, changes, entries)];
    try {
      await this.#tables.client.send(new TransactWriteCommand({ TransactItems }));
    } catch (cause) {
      const codes = (cancellationOf(cause) ?? []).map(({ code }) => code);
      if (changes.before === null && codes[placeOfLive] === conditionFailed) {
        throw new LiveCallExists(changes.state.sessionId, { cause });
      }
      const wasOvertaken = codes.includes(conditionFailed) || codes.includes(transactionConflict);
      throw wasOvertaken ? new ConcurrentCallChange(call.id, { cause }) : asStoreError(saving, cause);
    }
  }

  seen(id: CallId, user: UserId, at: Instant): Promise<boolean> {
    const { client, calls } = this.#tables;
    const update = new UpdateCommand({
      TableName: calls,
      Key: { ...callSeenKey(id, user) },
      UpdateExpression: 'SET lastSeenAt = :at',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':at': toIso(at) },
    });
    return unlessRefused('note a sign of life', () => client.send(update));
  }

  async quality(id: CallId, users?: readonly UserId[]): Promise<readonly ParticipantQuality[]> {
    const { client, calls } = this.#tables;
    const items =
      users === undefined
        ? await this.#range(id, 'begins_with(sk, :quality)', { ':quality': qualityKeyPrefix })
        : await getAllOf(
            client,
            calls,
            reading,
            users.map((user) => callQualityKey(id, user)),
            { consistent: true },
          );
    return items.map(readCallQuality);
  }

  saveQuality(id: CallId, quality: ParticipantQuality, basedOnSamples: number): Promise<boolean> {
    const { client, calls } = this.#tables;
    const asRead =
      basedOnSamples === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'samples = :samples',
            ExpressionAttributeValues: { ':samples': basedOnSamples },
          };
    const put = new PutCommand({ TableName: calls, Item: { ...callQualityItem(id, quality) }, ...asRead });
    return unlessRefused('save the quality report', () => client.send(put));
  }

  async history(sessionId: SessionId, limit: number, after: CallPosition | null): Promise<readonly VideoCall[]> {
    const { client, calls } = this.#tables;
    const before = after && historyKeyOf(toIso(after.createdAt), after.callId);
    const query = new QueryCommand({
      TableName: calls,
      IndexName: bySession.name,
      KeyConditionExpression: before === null ? 'sessionId = :id' : 'sessionId = :id AND historyKey < :before',
      ExpressionAttributeValues: { ':id': sessionId, ...(before === null ? {} : { ':before': before }) },
      ScanIndexForward: false,
      Limit: limit,
    });
    const { Items = [] } = await asking(reading, () => client.send(query));
    const keys = idsOf(Items).map(callKey);
    const found = await getAllOf(client, calls, reading, keys, { consistent: true });
    return found.map(readSavedCall).sort((one, other) => other.state.createdAt - one.state.createdAt);
  }

  async due(at: Instant, limit: number): Promise<readonly CallId[]> {
    const { client, calls } = this.#tables;
    const pages = await Promise.all(
      callDuePartitions.map((due) => {
        const query = new QueryCommand({
          TableName: calls,
          IndexName: byDue.name,
          KeyConditionExpression: 'due = :due AND dueAt <= :at',
          ExpressionAttributeValues: { ':due': due, ':at': toIso(at) },
          Limit: limit,
        });
        return asking(reading, () => client.send(query));
      }),
    );
    const items = pages.flatMap(({ Items = [] }) => Items);
    const inOrder = items.sort((one, other) => (String(one['dueAt']) < String(other['dueAt']) ? -1 : 1));
    return idsOf(inOrder.slice(0, limit));
  }

  async #range(id: CallId, condition: string, values: Readonly<Record<string, string>>): Promise<StoredItem[]> {
    const { client, calls } = this.#tables;
    const query = new QueryCommand({
      TableName: calls,
      ConsistentRead: true,
      KeyConditionExpression: `pk = :pk AND ${condition}`,
      ExpressionAttributeValues: { ':pk': callPartition(id), ...values },
    });
    return (await asking(reading, () => client.send(query))).Items ?? [];
  }
}

const idsOf = (items: readonly StoredItem[]): readonly CallId[] =>
  items.flatMap(({ pk }) => parseCallId(callIdOf(String(pk))) ?? []);

/** Whether what was asked for happened: its condition held. */
async function unlessRefused(doing: string, request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (cause) {
    if (refusedByCondition(cause) !== undefined) return false;
    throw asStoreError(doing, cause);
  }
}
