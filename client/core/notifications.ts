import type * as Schema from '../../generated/schema.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import type { Device, Notification, NotificationSettings } from './notice.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';
import { Turns } from './turns.ts';
import type { World } from './world.ts';

export interface NotificationListState {
  /** `idle` until it is asked for the first time. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  /** Why the newest attempt failed; what was loaded before stays. */
  readonly error?: ChatError;
  /** Newest first. */
  readonly items: readonly Notification[];
  /** Counting stops at 100. */
  readonly unseenCount: number;
  readonly more: 'none' | 'some' | 'loading';
}

const pageSize = 30;
/** The list fills a moment after what it tells of came live; messages come in bursts. */
const settlesMs = 1_500;
/** On a busy server it fills later, also with one thing after the other: when all is quiet there is one more look. */
const settlesLateMs = 8_000;

/** What the user was notified of, the devices they are notified on, and how they want to be. */
export class Notifications {
  readonly #transport: Transport;
  readonly #world: World;
  readonly #state = createState<NotificationListState>({ status: 'idle', items: [], unseenCount: 0, more: 'none' });
  #endCursor: string | null = null;
  /** The next look at the list; the last one that what was heard gives rise to, or not. */
  #due: { readonly isLast: boolean; readonly cancel: () => void } | undefined;
  readonly #turns = new Turns();
  #isClosed = false;
  #asked = 0;
  /** What was looked at, also where an answer from before says otherwise. Ids are in the order of time. */
  #seenUpTo = '';

  constructor({ transport, world }: { readonly transport: Transport; readonly world: World }) {
    this.#transport = transport;
    this.#world = world;
  }

  get state(): State<NotificationListState> {
    return this.#state;
  }

  /** Reads the newest page. From the first time on the list is kept up to date. */
  async refresh(): Promise<void> {
    const asked = (this.#asked += 1);
    if (this.#state.get().status === 'idle') this.#publish({ status: 'loading' });
    try {
      const page = await ask(this.#transport, documents.notifications, { limit: pageSize });
      if (asked !== this.#asked) return;
      const oldest = page.items.at(-1)?.id ?? '';
      // What was paged to before stays below the newest page.
      const before = page.hasNextPage ? this.#state.get().items.filter(({ id }) => id < oldest) : [];
      if (before.length === 0) this.#endCursor = page.endCursor;
      const items = page.items.map((item) => (item.id <= this.#seenUpTo ? seen(item) : item));
      const isLate = items.some((item, at) => item !== page.items[at]);
      this.#publish({
        status: 'ready',
        items: [...items, ...before],
        unseenCount: isLate ? items.filter(({ isSeen }) => !isSeen).length : page.unseenCount,
        more: before.length === 0 ? (page.hasNextPage ? 'some' : 'none') : this.#state.get().more,
      });
    } catch (cause) {
      if (asked === this.#asked) this.#publish({ status: 'failed', error: chatErrorFrom(cause) });
    }
  }

  async loadMore(): Promise<void> {
    if (this.#state.get().more !== 'some' || this.#endCursor === null) return;
    this.#publish({ more: 'loading' });
    try {
      const after = this.#endCursor;
      const { items, endCursor, hasNextPage } = await ask(this.#transport, documents.notifications, {
        limit: pageSize,
        after,
      });
      this.#endCursor = endCursor;
      const known = new Set(this.#state.get().items.map(({ id }) => id));
      const more = items.filter(({ id }) => !known.has(id));
      this.#publish({ items: [...this.#state.get().items, ...more], more: hasNextPage ? 'some' : 'none' });
    } catch (cause) {
      this.#publish({ more: 'some', error: chatErrorFrom(cause) });
    }
  }

  /** Everything that is listed was looked at; shown before the server said so. @throws {ChatError} */
  async markSeen(): Promise<void> {
    const { items } = this.#state.get();
    const [newest] = items;
    if (newest === undefined || newest.isSeen) return;
    const before = this.#seenUpTo;
    this.#seenUpTo = newest.id;
    this.#publish({ items: items.map(seen), unseenCount: 0 });
    try {
      const left = await ask(this.#transport, documents.markNotificationsSeen, { upTo: newest.id });
      this.#publish({ unseenCount: left ?? 0 });
    } catch (cause) {
      this.#seenUpTo = before;
      throw cause;
    }
  }

  /** Something came live that the list may tell of soon. */
  heard(): void {
    if (this.#state.get().status === 'idle') return;
    if (this.#due?.isLast === false) return;
    this.#due?.cancel();
    this.#lookIn(settlesMs, false);
  }

  /** Lets the user be notified on a device: call it at each start, and when its token changes. @throws {ChatError} */
  registerDevice(input: Schema.RegisterDeviceInput): Promise<Device> {
    return ask(this.#transport, documents.registerDevice, { input });
  }

  /** Before signing out. Answers whether the user had it. @throws {ChatError} */
  async unregisterDevice(deviceId: string): Promise<boolean> {
    return (await ask(this.#transport, documents.unregisterDevice, { deviceId })) ?? false;
  }

  /** @throws {ChatError} */
  devices(): Promise<readonly Device[]> {
    return ask(this.#transport, documents.myDevices, {});
  }

  /** @throws {ChatError} */
  settings(): Promise<NotificationSettings> {
    return ask(this.#transport, documents.notificationSettings, {});
  }

  /** What is left out stays; changes are made in turn. @throws {ChatError} `BadInput` */
  updateSettings(input: Schema.UpdateNotificationSettingsInput): Promise<NotificationSettings> {
    return this.#turns.take('settings', () => ask(this.#transport, documents.updateNotificationSettings, { input }));
  }

  /** Looks no more. */
  close(): void {
    this.#isClosed = true;
    this.#asked += 1;
    this.#due?.cancel();
    this.#due = undefined;
  }

  #lookIn(ms: number, isLast: boolean): void {
    const cancel = this.#world.after(ms, () => {
      this.#due = undefined;
      void this.#look(isLast);
    });
    this.#due = { isLast, cancel };
  }

  async #look(isLast: boolean): Promise<void> {
    await this.refresh();
    if (isLast || this.#due !== undefined || this.#isClosed) return;
    this.#lookIn(settlesLateMs, true);
  }

  #publish(change: Partial<NotificationListState>): void {
    const { error: _, ...before } = this.#state.get();
    this.#state.set({ ...before, ...change });
  }
}

const seen = (item: Notification): Notification => (item.isSeen ? item : { ...item, isSeen: true });
