import { GetCommand, paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { StoredItem } from './batches.ts';
import { putAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, cancellationOf, conditionFailed } from './errors.ts';
import { detailKey, memberKeyPrefix, metaKey } from './layout/index.ts';
import {
  eventItem,
  newDetailItem,
  newMemberItem,
  newMetaItem,
  readDetail,
  readMember,
  readMeta,
} from './session-items.ts';

const neverSaved = { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * Sessions in the chat table. A session exists from the moment its META does.
 *
 * A thousand members are more than one transaction takes (100 items), so MEMBER items are put first and META, DETAIL and
 * the events follow in one transaction. A save that dies in between leaves MEMBER items without a META: every read asks
 * for META, so nobody sees them, and no later session can have their id.
 */
export class DynamoDbChatSessions implements ChatSessions {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async find(id: SessionId): Promise<ChatSession | undefined> {
    const [stored, detailItem] = await Promise.all([this.#membersAndMeta(id), this.#get(detailKey(id))]);
    const metaItem = stored.find(({ sk }) => sk === metaKey(id).sk);
    if (metaItem === undefined || detailItem === undefined) return undefined;
    const { sessionType, kind, status } = readMeta(metaItem);
    const members = stored
      .filter((item) => item !== metaItem)
      .map(readMember)
      .map(({ userId, role, joinedAt }) => ({ userId, role, joinedAt }));
    return ChatSession.restore({ id, sessionType, kind, status, ...readDetail(detailItem), members });
  }

  async save(session: ChatSession): Promise<void> {
    const doing = 'save the session';
    const { client, chat } = this.#tables;
    const { state, events } = session.changes();
    // Members are put without a condition, so they must not touch those of a session that stands.
    if ((await this.#get(metaKey(state.id))) !== undefined) throw new SessionAlreadyExists(state.id);
    await putAll(
      this.#tables,
      doing,
      state.members.map((member) => newMemberItem(state.id, member)),
    );
    const meta = { TableName: chat, Item: { ...newMetaItem(state) }, ...neverSaved };
    const detail = { TableName: chat, Item: { ...newDetailItem(state) } };
    const outbox = events.map((event) => ({ TableName: chat, Item: { ...eventItem(event) } }));
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [meta, detail, ...outbox].map((Put) => ({ Put })) }));
    } catch (cause) {
      if (cancellationOf(cause)?.at(0)?.code === conditionFailed) throw new SessionAlreadyExists(state.id, { cause });
      throw asStoreError(doing, cause);
    }
  }

  async #get(key: { readonly pk: string; readonly sk: string }): Promise<StoredItem | undefined> {
    const { client, chat } = this.#tables;
    const get = new GetCommand({ TableName: chat, Key: { ...key }, ConsistentRead: true });
    return (await asking('read the session', () => client.send(get))).Item;
  }

  /** MEMBER items sort right before META, and events before both. */
  #membersAndMeta(id: SessionId): Promise<readonly StoredItem[]> {
    const { client, chat } = this.#tables;
    const { pk, sk } = metaKey(id);
    return asking('read the session', async () => {
      const items: StoredItem[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: chat,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :member AND :meta',
          ExpressionAttributeValues: { ':pk': pk, ':member': memberKeyPrefix, ':meta': sk },
        },
      );
      for await (const page of pages) items.push(...(page.Items ?? []));
      return items;
    });
  }
}
