import type {
  ListedNotification,
  Notification,
  NotificationId,
  NotificationList,
  NotificationPage,
} from '../../application/ports/notification-list.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { toIso } from '../../domain/shared/instant.ts';

/** Forgets nothing while the process lives. */
export class MemoryNotificationList implements NotificationList {
  readonly #lists = new Map<UserId, Map<NotificationId, ListedNotification>>();
  readonly #seen = new Map<UserId, NotificationId>();

  async add(user: UserId, notification: Notification): Promise<void> {
    const list = this.#lists.get(user) ?? new Map<NotificationId, ListedNotification>();
    const id = `${toIso(notification.at)}#${notification.about}`;
    if (!list.has(id)) list.set(id, { ...notification, id });
    this.#lists.set(user, list);
  }

  async page(user: UserId, limit: number, before: NotificationId | null): Promise<NotificationPage> {
    const found = this.#newestFirst(user).filter(({ id }) => before === null || id < before);
    return { items: found.slice(0, limit), hasMore: found.length > limit };
  }

  async seenUpTo(user: UserId): Promise<NotificationId | null> {
    return this.#seen.get(user) ?? null;
  }

  async unseen(user: UserId, enough: number): Promise<number> {
    const seen = this.#seen.get(user) ?? '';
    return Math.min(enough, this.#newestFirst(user).filter(({ id }) => id > seen).length);
  }

  async markSeen(user: UserId, upTo: NotificationId): Promise<void> {
    if (upTo > (this.#seen.get(user) ?? '')) this.#seen.set(user, upTo);
  }

  #newestFirst(user: UserId): readonly ListedNotification[] {
    return [...(this.#lists.get(user)?.values() ?? [])].sort((a, b) => (a.id < b.id ? 1 : -1));
  }
}
