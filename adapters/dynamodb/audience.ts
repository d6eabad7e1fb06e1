import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Audience, AudiencePage } from '../../application/ports/audience.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking } from './errors.ts';
import { byThread, memberKey, memberKeyPrefix, metaKey } from './layout/index.ts';
import { readRetained } from './log-items.ts';
import { readPreferences } from './preference-items.ts';

const doing = 'list whom to notify';

export class DynamoDbAudience implements Audience {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async members(sessionId: SessionId, after: UserId | null, limit: number): Promise<AudiencePage> {
    const { client, chat } = this.#tables;
    const query = new QueryCommand({
      TableName: chat,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :session AND begins_with(sk, :member)',
      ExpressionAttributeValues: { ':session': metaKey(sessionId).pk, ':member': memberKeyPrefix },
      Limit: limit,
      ...(after === null ? {} : { ExclusiveStartKey: { ...memberKey(sessionId, after) } }),
    });
    const { Items = [], LastEvaluatedKey } = await asking(doing, () => client.send(query));
    const members = Items.map((item) => {
      const member = new Attributes(item, 'member');
      return {
        user: member.userId('memberUserId'),
        role: member.oneOf('role', MemberRole),
        preferences: readPreferences(item),
      };
    });
    return { members, next: LastEvaluatedKey === undefined ? null : (members.at(-1)?.user ?? null) };
  }

  async threadAuthors(sessionId: SessionId, root: Seq): Promise<ReadonlySet<UserId>> {
    const { client, chat } = this.#tables;
    const query = new QueryCommand({
      TableName: chat,
      IndexName: byThread.name,
      KeyConditionExpression: `${byThread.partitionKey} = :thread`,
      ExpressionAttributeValues: { ':thread': messageIdOf(sessionId, root) },
      ScanIndexForward: false,
      Limit: Limits.relatedPerRead,
    });
    const { Items = [] } = await asking(doing, () => client.send(query));
    const keys = Items.map((item) => {
      const slot = new Attributes(item, 'reply');
      return { pk: slot.text('pk'), sk: slot.text('sk') };
    });
    const slots = await getAll(this.#tables, doing, keys, { consistent: false });
    const authors = slots.flatMap((slot) => {
      const entry = readRetained(sessionId, slot, this.#tables);
      return entry.kind === 'MESSAGE' && entry.message.senderId !== '#system' ? [entry.message.senderId] : [];
    });
    return new Set(authors);
  }
}
