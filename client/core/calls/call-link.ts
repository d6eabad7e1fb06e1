import type * as Schema from '../../../generated/schema.ts';
import { presentIn } from './call-state.ts';
import type { CallMedia, MediaConnection, MediaState, MediaTracks, QualitySample, Signals } from './media.ts';

export interface CallLinkOptions {
  readonly userId: string;
  readonly media: CallMedia;
  readonly signals: Signals;
  readonly changed: () => void;
  readonly tokenEnds: () => void;
}

const noMedia: MediaState = { status: 'connecting', remote: new Map() };

/** The way that the media of a call goes: another one whenever somebody comes into it again. */
export class CallLink {
  readonly #options: CallLinkOptions;
  #connection: MediaConnection | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(options: CallLinkOptions) {
    this.#options = options;
  }

  get state(): MediaState {
    return this.#connection?.state.get() ?? noMedia;
  }

  /** @param seat null for a call that goes from browser to browser. */
  connect(seat: Schema.CallSeat | null, call: Schema.VideoCall, tracks: MediaTracks): void {
    const { media, userId, signals, changed, tokenEnds } = this.#options;
    this.close();
    const connection = (seat === null ? media.direct : media.agora).connect({ userId, seat, signals, tokenEnds });
    this.#connection = connection;
    this.#unsubscribe = connection.state.subscribe(changed);
    this.meet(call);
    // What never connects says so in its state.
    void connection.start().catch(() => undefined);
    this.publish(tracks);
  }

  meet(call: Schema.VideoCall): void {
    const others = presentIn(call).filter(({ userId }) => userId !== this.#options.userId);
    this.#connection?.meet(others.map(({ userId, uid, joinedAt }) => ({ userId, uid, joinedAt })));
  }

  publish(tracks: MediaTracks): void {
    void this.#connection?.publish(tracks).catch(() => undefined);
  }

  levels(): ReadonlyMap<string, number> {
    return this.#connection?.levels() ?? new Map();
  }

  async measure(): Promise<QualitySample | undefined> {
    return this.#connection?.measure().catch(() => undefined);
  }

  async renew(token: string): Promise<void> {
    await this.#connection?.renew(token);
  }

  close(): void {
    this.#unsubscribe?.();
    this.#connection?.close();
  }
}
