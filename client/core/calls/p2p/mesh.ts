import { createState } from '../../state.ts';
import type { State } from '../../state.ts';
import type { World } from '../../world.ts';
import type {
  MediaConnection,
  MediaConnectionOptions,
  MediaPeer,
  MediaProvider,
  MediaState,
  MediaStatus,
  MediaTracks,
  QualitySample,
} from '../media.ts';
import type { OpenLine } from './line.ts';
import { Peer } from './peer.ts';
import { qualityBetween } from './quality.ts';
import type { LineStats } from './quality.ts';
import { kindOf, wordIn } from './word.ts';

export interface MeshOptions {
  readonly openLine: OpenLine;
  readonly world: World;
}

/** Media from browser to browser, over a line to each of the others: for a handful of people. */
export const meshProvider = (options: MeshOptions): MediaProvider => ({
  connect: (wanted) => new Mesh({ ...options, ...wanted }),
});

interface Met {
  readonly peer: Peer;
  /** Undefined for somebody who was heard of by a signal alone. */
  readonly joinedAt: string | undefined;
}

class Mesh implements MediaConnection {
  readonly #options: MeshOptions & MediaConnectionOptions;
  readonly #life: string;
  readonly #state = createState<MediaState>({ status: 'connecting', remote: new Map() });
  readonly #met = new Map<string, Met>();
  #own: MediaTracks = {};
  #attempts = 0;
  #isHeard = false;
  #isClosed = false;
  #end: (() => void) | undefined;
  #measured: { readonly at: number; readonly stats: ReadonlyMap<string, LineStats> } | undefined;

  constructor(options: MeshOptions & MediaConnectionOptions) {
    this.#options = options;
    this.#life = options.world.newId();
  }

  get state(): State<MediaState> {
    return this.#state;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#end = this.#options.signals.listen({
        ready: () => {
          this.#isHeard = true;
          for (const { peer } of this.#met.values()) peer.begin();
          this.#publish();
          resolve();
        },
        signal: (from, payload) => {
          const word = wordIn(payload);
          if (word === undefined || this.#isClosed) return;
          (this.#met.get(from) ?? this.#meet(from, undefined)).peer.heard(word);
        },
      });
    });
  }

  meet(peers: readonly MediaPeer[]): void {
    if (this.#isClosed) return;
    for (const [userId, { joinedAt, peer }] of this.#met) {
      const now = peers.find((one) => one.userId === userId);
      if (now !== undefined && (joinedAt === undefined || joinedAt === now.joinedAt)) continue;
      // Whoever is heard may have come in a moment ago: an older list does not name them.
      if (now === undefined && joinedAt === undefined) continue;
      peer.close();
      this.#met.delete(userId);
    }
    for (const { userId, joinedAt } of peers) {
      const met = this.#met.get(userId);
      if (met === undefined) this.#meet(userId, joinedAt);
      else this.#met.set(userId, { ...met, joinedAt });
    }
    this.#publish();
  }

  async publish(tracks: MediaTracks): Promise<void> {
    this.#own = tracks;
    for (const { peer } of this.#met.values()) peer.publish(tracks);
    await Promise.resolve();
  }

  levels(): ReadonlyMap<string, number> {
    return new Map([...this.#met].map(([userId, { peer }]) => [userId, peer.line?.level() ?? 0]));
  }

  async measure(): Promise<QualitySample | undefined> {
    const at = this.#options.world.now();
    const stats = new Map<string, LineStats>();
    for (const [userId, { peer }] of this.#met) {
      const { line } = peer;
      if (line !== undefined && peer.isConnected) stats.set(userId, await line.stats());
    }
    const before = this.#measured;
    this.#measured = { at, stats };
    return before === undefined ? undefined : qualityBetween(before.stats, stats, at - before.at);
  }

  /** Nobody's token is needed here. */
  async renew(): Promise<void> {
    await Promise.resolve();
  }

  close(): void {
    this.#isClosed = true;
    this.#end?.();
    for (const { peer } of this.#met.values()) peer.close();
    this.#met.clear();
    this.#publish();
  }

  #meet(userId: string, joinedAt: string | undefined): Met {
    const { userId: self, signals, openLine, world } = this.#options;
    const peer = new Peer({
      life: this.#life,
      nextAttempt: () => (this.#attempts += 1),
      offers: self > userId,
      openLine,
      // What is lost is said again.
      tell: (word) => void signals.send(userId, kindOf(word), JSON.stringify(word)).catch(() => undefined),
      changed: () => this.#publish(),
      world,
    });
    const met = { peer, joinedAt };
    this.#met.set(userId, met);
    peer.publish(this.#own);
    if (this.#isHeard) peer.begin();
    return met;
  }

  #publish(): void {
    const remote = new Map([...this.#met].map(([userId, { peer }]) => [userId, peer.tracks]));
    this.#state.set({ status: this.#status(), remote });
  }

  #status(): MediaStatus {
    if (!this.#isHeard || this.#isClosed) return 'connecting';
    const all = [...this.#met.values()].map(({ peer }) => peer);
    if (all.every(({ isConnected }) => isConnected)) return 'connected';
    return all.some(({ isConnected, wasConnected }) => wasConnected && !isConnected) ? 'reconnecting' : 'connecting';
  }
}
