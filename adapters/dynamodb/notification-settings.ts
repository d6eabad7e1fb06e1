import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { NotificationSettingsOfUsers } from '../../application/ports/notification-settings.ts';
import type { NotificationSettings } from '../../domain/notification/settings.ts';
import { settingsAtFirst } from '../../domain/notification/settings.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import type { ChatTables } from './chat-tables.ts';
import { asking } from './errors.ts';
import { notificationSettingsKey } from './layout/index.ts';

/** One item a user, which holds what was changed. */
export class DynamoDbNotificationSettings implements NotificationSettingsOfUsers {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async of(user: UserId): Promise<NotificationSettings> {
    const read = { table: 'people', consistent: true } as const;
    const keys = [notificationSettingsKey(user)];
    const [item] = await getAll(this.#tables, 'read the notification settings', keys, read);
    return item === undefined ? settingsAtFirst : readSettings(item);
  }

  async change(user: UserId, change: Partial<NotificationSettings>): Promise<NotificationSettings> {
    const attributes = Object.entries(change);
    if (attributes.length === 0) return this.of(user);
    const { client, people } = this.#tables;
    const kept = attributes.filter(([, value]) => value !== null);
    const gone = attributes.filter(([, value]) => value === null);
    const clauses = [
      ...(kept.length === 0 ? [] : [`SET ${kept.map(([name]) => `${name} = :${name}`).join(', ')}`]),
      ...(gone.length === 0 ? [] : [`REMOVE ${gone.map(([name]) => name).join(', ')}`]),
    ];
    const update = new UpdateCommand({
      TableName: people,
      Key: { ...notificationSettingsKey(user) },
      UpdateExpression: clauses.join(' '),
      ...(kept.length === 0
        ? {}
        : { ExpressionAttributeValues: Object.fromEntries(kept.map(([name, value]) => [`:${name}`, value])) }),
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes: now } = await asking('save the notification settings', () => client.send(update));
    return readSettings(now);
  }
}

function readSettings(item: unknown): NotificationSettings {
  const settings = new Attributes(item, 'notification settings');
  const flag = (name: 'pushEnabled' | 'emailEnabled' | 'showPreviews' | 'digest'): boolean =>
    settings.has(name) ? settings.flag(name) : settingsAtFirst[name];
  const hours = settings.partOrNull('quietHours');
  return {
    pushEnabled: flag('pushEnabled'),
    emailEnabled: flag('emailEnabled'),
    showPreviews: flag('showPreviews'),
    digest: flag('digest'),
    quietHours: hours && {
      start: hours.count('start'),
      end: hours.count('end'),
      timeZone: hours.textOrNull('timeZone'),
    },
  };
}
