import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { GetCommand, paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { ConcurrentChange, SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import type { ChatSessionChanges, ChatSessionState } from '../../domain/chat-session/chat-session.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { StoredItem } from './batches.ts';
import { putAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, cancellationOf, conditionFailed, transactionConflict } from './errors.ts';
import { eventItem } from './event-items.ts';
import { detailKey, memberKeyPrefix, metaKey } from './layout/index.ts';
import { detailItem, newMemberItem, newMetaItem, readDetail, readMember, readMeta } from './session-items.ts';

const neverSaved = { ConditionExpression: 'attribute_not_exists(pk)' };
const notAMember = { ConditionExpression: 'attribute_not_exists(pk)' };

/** What was never changed may be from before revisions were counted. */
const unchangedSince = (basedOn: number) => ({
  ConditionExpression:
    basedOn === 1
      ? '(attribute_exists(pk) AND attribute_not_exists(revision)) OR revision = :basedOn'
      : 'revision = :basedOn',
  ExpressionAttributeValues: { ':basedOn': basedOn },
});

const doing = 'save the session';

type TransactItems = NonNullable<TransactWriteCommandInput['TransactItems']>;

/**
 * Sessions in the chat table. A session exists from the moment its META does.
 *
 * A save is one transaction, which takes 100 items. A new session with more members than fit has its MEMBER items put
 * first, and META, DETAIL and the events follow. A save that dies in between leaves MEMBER items without a META: every
 * read asks for META, so nobody sees them. No later session can have their id, since ids that could come again are those
 * of lessons, and a lesson lets in no more at a time than fit.
 *
 * The sequencer in META moves with every message, so a change rests on DETAIL's `revision` and touches of META only what
 * it decides.
 */
export class DynamoDbChatSessions implements ChatSessions {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async find(id: SessionId): Promise<ChatSession | undefined> {
    // First what counts the changes: whatever changes while the rest is read makes a save on it fail.
    const storedDetail = await this.#get(detailKey(id));
    const stored = await this.#membersAndMeta(id);
    const metaItem = stored.find(({ sk }) => sk === metaKey(id).sk);
    if (metaItem === undefined || storedDetail === undefined) return undefined;
    const { sessionType, kind, status } = readMeta(metaItem);
    const members = stored
      .filter((item) => item !== metaItem)
      .map(readMember)
      .map(({ userId, role, joinedAt }) => ({ userId, role, joinedAt }));
    const { revision, ...detail } = readDetail(storedDetail);
    return ChatSession.restore({ id, sessionType, kind, status, ...detail, members }, revision);
  }

  async save(session: ChatSession): Promise<void> {
    const changes = session.changes();
    await (changes.basedOn === 0 ? this.#add(changes) : this.#change(changes));
  }

  async #add({ state, joined, events }: ChatSessionChanges): Promise<void> {
    const { chat } = this.#tables;
    const isOneTransaction = joined.length <= Limits.joinedAtOnce;
    if (!isOneTransaction) await this.#putMembers(state);
    const meta = { TableName: chat, Item: { ...newMetaItem(state) }, ...neverSaved };
    const detail = { TableName: chat, Item: { ...detailItem(state, 1) } };
    const members = (isOneTransaction ? joined : []).map((member) => newMemberItem(state.id, member));
    const outbox = events.map((event) => eventItem(event, 1));
    const others = [...members, ...outbox].map((item) => ({ Put: { TableName: chat, Item: { ...item } } }));
    await this.#transact([{ Put: meta }, { Put: detail }, ...others], (reason, cause) =>
      reason === conditionFailed ? new SessionAlreadyExists(state.id, { cause }) : undefined,
    );
  }

  async #change({ state, basedOn, joined, events }: ChatSessionChanges): Promise<void> {
    const { chat } = this.#tables;
    const revision = basedOn + 1;
    const detail = { TableName: chat, Item: { ...detailItem(state, revision) }, ...unchangedSince(basedOn) };
    const meta = {
      TableName: chat,
      Key: { ...metaKey(state.id) },
      UpdateExpression: 'SET #status = :status, #kind = :kind, memberCount = :memberCount',
      ExpressionAttributeNames: { '#status': 'status', '#kind': 'kind' },
      ExpressionAttributeValues: {
        ':status': state.status,
        ':kind': state.kind,
        ':memberCount': state.members.length,
      },
    };
    const members = joined.map((member) => ({
      Put: { TableName: chat, Item: { ...newMemberItem(state.id, member) }, ...notAMember },
    }));
    const outbox = events.map((event) => ({ Put: { TableName: chat, Item: { ...eventItem(event, revision) } } }));
    await this.#transact([{ Put: detail }, { Update: meta }, ...members, ...outbox], (reason, cause) =>
      reason === conditionFailed || reason === transactionConflict
        ? new ConcurrentChange(state.id, { cause })
        : undefined,
    );
  }

  /** Members are put without a condition, so they must not touch those of a session that stands. */
  async #putMembers({ id, members }: ChatSessionState): Promise<void> {
    if ((await this.#get(metaKey(id))) !== undefined) throw new SessionAlreadyExists(id);
    const items = members.map((member) => newMemberItem(id, member));
    await putAll(this.#tables, doing, items);
  }

  /** @param refusal what the error is when one of the first two items, which stand for the session, is refused. */
  async #transact(
    TransactItems: TransactItems,
    refusal: (reason: string, cause: unknown) => Error | undefined,
  ): Promise<void> {
    try {
      await this.#tables.client.send(new TransactWriteCommand({ TransactItems }));
    } catch (cause) {
      const reasons = (cancellationOf(cause) ?? []).slice(0, 2);
      for (const { code } of reasons) {
        const error = refusal(code, cause);
        if (error !== undefined) throw error;
      }
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
