import type { PresenceStatus } from '../../domain/vocabulary/presence.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { Presence } from './people.ts';
import { PresenceWatch } from './presence-watch.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';
import { Turns } from './turns.ts';
import type { World } from './world.ts';

export interface PresencesOptions {
  readonly transport: Transport;
  /** 1 to 128 characters, the device's own. */
  readonly deviceId: string;
  readonly world: World;
}

/** What a client says of its own device: `IN_CALL` is set by calls. */
export type OwnStatus = Exclude<PresenceStatus, 'IN_CALL'>;

/** Whether this user is there, told to others, and whether others are. */
export class Presences {
  readonly #options: PresencesOptions;
  readonly #watches = new Set<PresenceWatch>();
  readonly #turns = new Turns();
  #said: { readonly status: OwnStatus; readonly note?: string } = { status: 'ONLINE' };
  /** How far the server's clock is ahead of this device's, in milliseconds, as far as is known. */
  #ahead = 0;

  constructor(options: PresencesOptions) {
    this.#options = options;
  }

  /** Says it again: once a minute, or five minutes of silence mean OFFLINE. A word that is lost is said the next time. */
  async beat(): Promise<void> {
    await this.#say().catch(() => undefined);
  }

  /** Says what this user is doing, from now on. @throws {ChatError} */
  async set(status: OwnStatus, note?: string): Promise<void> {
    this.#said = { status, ...(note === undefined ? {} : { note }) };
    await this.#say();
  }

  /** This device is gone, until it says otherwise. */
  async leave(): Promise<void> {
    const input = { deviceId: this.#options.deviceId, status: 'OFFLINE' as const };
    const leaving = (): Promise<unknown> => ask(this.#options.transport, documents.setPresence, { input });
    await this.#turns.take('', leaving).catch(() => undefined);
  }

  /**
   * Members of a session, as long as they are watched; at most 100 of them. Whoever is not in the map is not known yet.
   */
  watch(
    sessionId: string,
    userIds: readonly string[],
  ): { readonly state: State<ReadonlyMap<string, Presence>>; readonly release: () => void } {
    const { transport, world } = this.#options;
    const watch = new PresenceWatch({ transport, world, sessionId, userIds, serverAhead: () => this.#ahead });
    this.#watches.add(watch);
    watch.start();
    return {
      state: watch.state,
      release: () => {
        this.#watches.delete(watch);
        watch.stop();
      },
    };
  }

  /** Members of a session came or went, which ends what was watched through it. */
  membersChanged(sessionId: string): void {
    for (const watch of this.#watches) if (watch.sessionId === sessionId) watch.startSoon();
  }

  stop(): void {
    for (const watch of this.#watches) watch.stop();
    this.#watches.clear();
  }

  /** In turn: a client that begins says ONLINE, and its user BUSY in the same moment. */
  #say(): Promise<void> {
    return this.#turns.take('', () => this.#tell());
  }

  async #tell(): Promise<void> {
    const { transport, deviceId, world } = this.#options;
    const { lastSeenAt } = await ask(transport, documents.setPresence, { input: { deviceId, ...this.#said } });
    if (lastSeenAt !== null) this.#ahead = Date.parse(lastSeenAt) - world.now();
  }
}
