import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { NotedSign, Presences } from '../../application/ports/presences.ts';
import type { DeviceId, DeviceSign } from '../../domain/presence/device-sign.ts';
import type { ToldPresence } from '../../domain/presence/telling.ts';
import { judgeSign, newestSigns, noSigns } from '../../domain/presence/telling.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking } from './errors.ts';
import { presenceKey } from './layout/index.ts';
import { deviceAttribute, deviceAttributeName, readOwner, readSigns, toldAttribute } from './presence-items.ts';

const doing = 'note the presence';

/**
 * One item a user. A sign is one update without a condition, whose answer is what stood there before it, so that signs
 * of several devices never conflict and yet know each other's order. A second update only follows where something is told
 * or a device gives way.
 */
export class DynamoDbPresences implements Presences {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async note(user: UserId, sign: DeviceSign): Promise<NotedSign> {
    const { client, guards } = this.#tables;
    const keep = new UpdateCommand({
      TableName: guards,
      Key: { ...presenceKey(user) },
      UpdateExpression: 'SET #device = :sign, expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#device': deviceAttributeName(sign.deviceId) },
      ExpressionAttributeValues: {
        ':sign': deviceAttribute(sign),
        ':expiresAt': Math.ceil(sign.at / 1000) + Durations.presenceKeptSeconds,
      },
      ReturnValues: 'ALL_OLD',
    });
    const { Attributes: old } = await asking(doing, () => client.send(keep));
    const { before, after, tell, crowdedOut } = judgeSign(old === undefined ? noSigns : readSigns(old), sign);
    if (tell !== null || crowdedOut.length > 0) await this.#settle(user, tell, crowdedOut);
    return { before, after, told: tell !== null };
  }

  async of(users: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly DeviceSign[]>> {
    const keys = [...new Set(users)].map(presenceKey);
    const items = await getAll(this.#tables, 'read the presence', keys, { table: 'guards', consistent: true });
    return new Map(items.map((item) => [readOwner(item), newestSigns(readSigns(item).signs)]));
  }

  async #settle(user: UserId, tell: ToldPresence | null, crowdedOut: readonly DeviceId[]): Promise<void> {
    const { client, guards } = this.#tables;
    const names = crowdedOut.map((_, at) => `#device${at}`);
    const update = new UpdateCommand({
      TableName: guards,
      Key: { ...presenceKey(user) },
      UpdateExpression: [
        ...(tell === null ? [] : ['SET told = :told']),
        ...(names.length === 0 ? [] : [`REMOVE ${names.join(', ')}`]),
      ].join(' '),
      ...(tell === null ? {} : { ExpressionAttributeValues: { ':told': toldAttribute(tell) } }),
      ...(names.length === 0
        ? {}
        : {
            ExpressionAttributeNames: Object.fromEntries(
              crowdedOut.map((deviceId, at) => [`#device${at}`, deviceAttributeName(deviceId)]),
            ),
          }),
    });
    await asking(doing, () => client.send(update));
  }
}
