import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type {
  DiscoverableSession,
  DiscoverableSessions,
  DiscoveredView,
  DiscoveryPosition,
} from '../../application/ports/discoverable-sessions.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { StoredItem } from './reads-of-table.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { readDiscoverable, readDiscovered } from './discoverable-items.ts';
import { asking } from './errors.ts';
import type { Key } from './layout/index.ts';
import { banKey, detailKey, discoverKey, discoverPartition, memberKey, metaKey } from './layout/index.ts';
import { readMeta } from './session-items.ts';

const doing = 'discover sessions';

/**
 * One partition lists all PUBLIC sessions by name, kept by whatever saves them; the sessions themselves say how they stand.
 * The list is read eventually consistent, which is half the read units of the one part that grows with all sessions.
 */
export class DynamoDbDiscoverableSessions implements DiscoverableSessions {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async after(position: DiscoveryPosition | null, limit: number): Promise<readonly DiscoverableSession[]> {
    const found: DiscoverableSession[] = [];
    let from = position;
    // Items are small, but a page of DynamoDB may end before `limit` all the same.
    while (found.length < limit) {
      const items = await this.#query(from, limit - found.length);
      found.push(...items.map(readDiscoverable));
      from = found.at(-1) ?? null;
      if (items.length === 0) break;
    }
    return found;
  }

  async views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly DiscoveredView[]> {
    const keysOf = (id: SessionId) => [metaKey(id), detailKey(id), memberKey(id, user), banKey(id, user)];
    const items = await getAll(this.#tables, doing, sessionIds.flatMap(keysOf), { consistent: true });
    const byKey = new Map(items.map((item) => [`${item['pk']} ${item['sk']}`, item]));
    const find = ({ pk, sk }: Key): StoredItem | undefined => byKey.get(`${pk} ${sk}`);
    return sessionIds.flatMap((id) => {
      const [meta, detail] = [find(metaKey(id)), find(detailKey(id))];
      if (meta === undefined || detail === undefined || find(banKey(id, user)) !== undefined) return [];
      const view = readDiscovered(id, meta, detail, find(memberKey(id, user)) !== undefined);
      return view === undefined ? [] : [view];
    });
  }

  async isPublic(sessionId: SessionId): Promise<boolean> {
    const { client, chat } = this.#tables;
    const get = new GetCommand({ TableName: chat, Key: { ...metaKey(sessionId) }, ConsistentRead: true });
    const { Item } = await asking(doing, () => client.send(get));
    return Item !== undefined && readMeta(Item).kind === 'PUBLIC';
  }

  async #query(after: DiscoveryPosition | null, limit: number): Promise<readonly StoredItem[]> {
    const { client, chat } = this.#tables;
    const from = after === null ? undefined : discoverKey(after.nameKey, after.sessionId).sk;
    const query = new QueryCommand({
      TableName: chat,
      KeyConditionExpression: from === undefined ? 'pk = :all' : 'pk = :all AND sk > :from',
      ExpressionAttributeValues: { ':all': discoverPartition, ...(from === undefined ? {} : { ':from': from }) },
      Limit: limit,
    });
    return (await asking(doing, () => client.send(query))).Items ?? [];
  }
}
