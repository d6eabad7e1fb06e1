import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Preferences } from '../../application/ports/preferences.ts';
import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking, asStoreError, refusedByCondition } from './errors.ts';
import { memberKey, metaKey } from './layout/index.ts';
import { preferenceAttributes, readPreferences } from './preference-items.ts';

const doing = 'save the preferences';

/** Attributes of the MEMBER item, which is there as long as the membership. A session is there once its META is. */
export class DynamoDbPreferences implements Preferences {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async change(
    sessionId: SessionId,
    user: UserId,
    change: Partial<MemberPreferences>,
  ): Promise<MemberPreferences | undefined> {
    const { client, chat } = this.#tables;
    const meta = new GetCommand({
      TableName: chat,
      Key: { ...metaKey(sessionId) },
      ConsistentRead: true,
      ProjectionExpression: 'pk',
    });
    if ((await asking(doing, () => client.send(meta))).Item === undefined) return undefined;

    const attributes = Object.entries(preferenceAttributes(change));
    const kept = attributes.filter(([, value]) => value !== null);
    const gone = attributes.filter(([, value]) => value === null);
    const set = kept.map(([name]) => `${name} = :${name}`);
    const clauses = [
      ...(set.length === 0 ? [] : [`SET ${set.join(', ')}`]),
      ...(gone.length === 0 ? [] : [`REMOVE ${gone.map(([name]) => name).join(', ')}`]),
    ];
    const isMember = { ConditionExpression: 'attribute_exists(pk)' };
    const update = new UpdateCommand({
      TableName: chat,
      Key: { ...memberKey(sessionId, user) },
      ...(clauses.length === 0 ? {} : { UpdateExpression: clauses.join(' ') }),
      ...(kept.length === 0
        ? {}
        : { ExpressionAttributeValues: Object.fromEntries(kept.map(([name, value]) => [`:${name}`, value])) }),
      ...isMember,
      ReturnValues: 'ALL_NEW',
    });
    try {
      return readPreferences((await client.send(update)).Attributes);
    } catch (cause) {
      if (refusedByCondition(cause) !== undefined) return undefined;
      throw asStoreError(doing, cause);
    }
  }
}
