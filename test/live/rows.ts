import { randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatTables } from '../../adapters/dynamodb/chat-tables.ts';
import type {
  ChangeSlotItem,
  DetailItem,
  MemberItem,
  MessageSlotItem,
  MetaItem,
} from '../../adapters/dynamodb/layout/items.ts';
import { detailKey, memberKey, metaKey, slotKey } from '../../adapters/dynamodb/layout/index.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseSessionId, parseUserId, seqOf } from '../../domain/shared/ids.ts';
import type { SystemFacts } from '../../domain/vocabulary/message-content.ts';

/** Ids as the port takes them. */
export const sessionOf = (text: string): SessionId => must(parseSessionId(text), text);
export const userOf = (text: string): UserId => must(parseUserId(text), text);

const must = <Value>(value: Value | undefined, text: string): Value => {
  if (value === undefined) throw new Error(`unable to build an id of ${text}`);
  return value;
};

const now = (): string => new Date().toISOString();

/** Writes to a log what a service would: straight into the tables, telling nobody. */
export class Rows {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  /** A session of these users, the first of them its owner. */
  async open(...userIds: readonly string[]): Promise<string> {
    const sessionId = randomUUID();
    const [owner = ''] = userIds;
    const meta: MetaItem = {
      ...metaKey(sessionId),
      sessionType: 'GENERAL',
      kind: 'PRIVATE',
      status: 'ACTIVE',
      memberCount: userIds.length,
      lastSeq: 0,
      lastActivityAt: now(),
      lastMessageSeq: 0,
    };
    const detail: DetailItem = { ...detailKey(sessionId), name: null, createdBy: owner, createdAt: now(), revision: 1 };
    const members = userIds.map((userId): MemberItem => ({
      ...memberKey(sessionId, userId),
      memberUserId: userId,
      role: userId === owner ? 'OWNER' : 'MEMBER',
      joinedAt: now(),
      lastReadSeq: 0,
      readAt: null,
    }));
    await Promise.all([meta, detail, ...members].map((item) => this.#put(item)));
    return sessionId;
  }

  /** A system message at the next position. */
  async system(sessionId: string, facts: Partial<SystemFacts> & Pick<SystemFacts, 'event' | 'userIds'>): Promise<Seq> {
    const seq = await this.#reserve(sessionId);
    const slot: MessageSlotItem = {
      ...slotKey(sessionId, seq),
      seq,
      entry: 'MESSAGE',
      at: now(),
      messageKind: 'SYSTEM',
      text: '',
      senderId: '#system',
      senderName: null,
      clientMessageId: '',
      system: { role: null, until: null, messageSeq: null, session: null, ...facts },
    };
    await this.#put(slot);
    return seq;
  }

  /** A deletion of the message at a position, of which only the entry is written. */
  async change(sessionId: string, targetSeq: number, actorId: string): Promise<Seq> {
    const seq = await this.#reserve(sessionId);
    const slot: ChangeSlotItem = {
      ...slotKey(sessionId, seq),
      seq,
      entry: 'MESSAGE_CHANGED',
      at: now(),
      targetSeq,
      change: 'REACTION_ADDED',
      actorId,
    };
    await this.#put(slot);
    return seq;
  }

  /** Ends a membership, without a word of it in the log. */
  async removeMember(sessionId: string, userId: string): Promise<void> {
    const { client, chat } = this.#tables;
    await client.send(new DeleteCommand({ TableName: chat, Key: { ...memberKey(sessionId, userId) } }));
  }

  async setStatus(sessionId: string, status: 'ACTIVE' | 'ARCHIVED' | 'BLOCKED'): Promise<void> {
    const { client, chat } = this.#tables;
    await client.send(
      new UpdateCommand({
        TableName: chat,
        Key: { ...metaKey(sessionId) },
        UpdateExpression: 'SET #status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': status },
      }),
    );
  }

  async #reserve(sessionId: string): Promise<Seq> {
    const { client, chat } = this.#tables;
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: chat,
        Key: { ...metaKey(sessionId) },
        UpdateExpression: 'ADD lastSeq :one',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return seqOf(Number(Attributes?.['lastSeq']));
  }

  async #put(item: object): Promise<void> {
    const { client, chat } = this.#tables;
    await client.send(new PutCommand({ TableName: chat, Item: { ...item } }));
  }
}
