import type * as Schema from '../../generated/schema.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import type { Device, Notification, NotificationSettings } from './notice.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';
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

/** What the user was notified of, the devices they are notified on, and how they want to be. */
export class Notifications {
  readonly #transport: Transport;
  readonly #world: World;
  readonly #state = createState<NotificationListState>({ status: 'idle', items: [], unseenCount: 0, more: 'none' });
  #endCursor: string | null = null;
  #cancelLook: (() => void) | undefined;
  #asked = 0;

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
      this.#publish({
        status: 'ready',
        items: [...page.items, ...before],
        unseenCount: page.unseenCount,
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
    this.#publish({ items: items.map((item) => ({ ...item, isSeen: true })), unseenCount: 0 });
    const left = await ask(this.#transport, documents.markNotificationsSeen, { upTo: newest.id });
    this.#publish({ unseenCount: left ?? 0 });
  }

  /** Something came live that the list may tell of soon. */
  heard(): void {
    if (this.#state.get().status === 'idle') return;
    this.#cancelLook ??= this.#world.after(settlesMs, () => {
      this.#cancelLook = undefined;
      void this.refresh();
    });
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

  /** What is left out stays. @throws {ChatError} `BadInput` */
  updateSettings(input: Schema.UpdateNotificationSettingsInput): Promise<NotificationSettings> {
    return ask(this.#transport, documents.updateNotificationSettings, { input });
  }

  /** Looks no more. */
  close(): void {
    this.#asked += 1;
    this.#cancelLook?.();
    this.#cancelLook = undefined;
  }

  #publish(change: Partial<NotificationListState>): void {
    const { error: _, ...before } = this.#state.get();
    this.#state.set({ ...before, ...change });
  }
}
