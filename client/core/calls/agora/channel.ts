import { createState } from '../../state.ts';
import type { State } from '../../state.ts';
import type {
  MediaConnection,
  MediaConnectionOptions,
  MediaPeer,
  MediaProvider,
  MediaState,
  MediaStatus,
  MediaTrack,
  MediaTracks,
  QualitySample,
} from '../media.ts';
import type { AgoraClient, AgoraLocalTrack, AgoraMediaType, AgoraSdk, AgoraTrackStats, AgoraUser } from './sdk.ts';

/** Media that goes over Agora. @param load is asked with the first call that needs it. */
export const agoraProvider = (load: () => Promise<AgoraSdk>): MediaProvider => ({
  connect: (options) => new Channel(load, options),
});

const statuses: Readonly<Record<string, MediaStatus>> = {
  CONNECTING: 'connecting',
  CONNECTED: 'connected',
  RECONNECTING: 'reconnecting',
};
/** Reasons of the SDK's for DISCONNECTED that coming in again does not mend. */
const expulsions: ReadonlySet<string> = new Set(['UID_BANNED', 'IP_BANNED', 'CHANNEL_BANNED']);

type Slot = 'audio' | 'video';
interface Published {
  readonly track: MediaTrack;
  readonly made: AgoraLocalTrack;
}

/**
 * One participant's place in a channel of Agora's. A client sends one picture there: a screen that is shared stands in for
 * the camera. Which of the two others see, the call says.
 */
class Channel implements MediaConnection {
  readonly #load: () => Promise<AgoraSdk>;
  readonly #options: MediaConnectionOptions;
  readonly #state = createState<MediaState>({ status: 'connecting', remote: new Map() });
  readonly #users = new Map<number, AgoraUser>();
  readonly #published = new Map<Slot, Published>();
  #peers: readonly MediaPeer[] = [];
  #status: MediaStatus = 'connecting';
  #own: MediaTracks = {};
  #sdk: AgoraSdk | undefined;
  #client: AgoraClient | undefined;
  #isIn = false;
  #isClosed = false;
  #before: { readonly received: number; readonly lost: number } = { received: 0, lost: 0 };
  #work: Promise<void> = Promise.resolve();

  constructor(load: () => Promise<AgoraSdk>, options: MediaConnectionOptions) {
    this.#load = load;
    this.#options = options;
  }

  get state(): State<MediaState> {
    return this.#state;
  }

  async start(): Promise<void> {
    const { seat } = this.#options;
    try {
      if (seat === null) throw new Error('unable to come into the channel; the call has no seats');
      const sdk = await this.#load();
      if (this.#isClosed) return;
      const client = sdk.createClient({ mode: 'rtc', codec: 'vp8' });
      this.#sdk = sdk;
      this.#client = client;
      this.#listen(client);
      await client.join(seat.appId, seat.channel, seat.token, seat.uid);
      this.#isIn = true;
      this.#arrived(client);
    } catch (cause) {
      this.#show('failed');
      throw cause;
    }
    await this.#send();
  }

  meet(peers: readonly MediaPeer[]): void {
    this.#peers = peers;
    this.#show();
  }

  publish(tracks: MediaTracks): Promise<void> {
    this.#own = tracks;
    return this.#send();
  }

  levels(): ReadonlyMap<string, number> {
    return new Map(
      this.#peers.map(({ userId, uid }) => [userId, this.#users.get(uid)?.audioTrack?.getVolumeLevel() ?? 0]),
    );
  }

  async measure(): Promise<QualitySample | undefined> {
    await Promise.resolve();
    const client = this.#client;
    if (client === undefined || !this.#isIn) return undefined;
    const { RTT, SendBitrate, RecvBitrate } = client.getRTCStats();
    const all = [client.getRemoteAudioStats(), client.getRemoteVideoStats()].flatMap((stats) => Object.values(stats));
    const sum = (of: (stats: AgoraTrackStats) => number): number => all.reduce((total, stats) => total + of(stats), 0);
    const now = { received: sum((stats) => stats.receivePackets), lost: sum((stats) => stats.receivePacketsLost) };
    const [received, lost] = [now.received - this.#before.received, now.lost - this.#before.lost];
    this.#before = now;
    if (SendBitrate + RecvBitrate === 0) return undefined;
    return {
      bandwidthKbps: (SendBitrate + RecvBitrate) / 1_000,
      packetLossPercent: received + lost <= 0 ? 0 : Math.min(100, Math.max(0, (100 * lost) / (received + lost))),
      latencyMs: Math.min(60_000, RTT),
      // Agora names no jitter: what is held back to even it out is as long.
      jitterMs: Math.min(60_000, Math.max(0, ...all.map(({ receiveDelay }) => receiveDelay))),
    };
  }

  async renew(token: string): Promise<void> {
    await this.#client?.renewToken(token);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const client = this.#client;
    client?.removeAllListeners();
    for (const { made } of this.#published.values()) made.close();
    this.#published.clear();
    this.#users.clear();
    if (client !== undefined && this.#isIn) void this.#leave(client);
    this.#show();
  }

  // ------------------------------------------------------------------ what goes out

  /** One change after the other. */
  #send(): Promise<void> {
    const sent = this.#work.then(async () => {
      await this.#put('audio', this.#own.microphone);
      await this.#put('video', this.#own.screen ?? this.#own.camera);
    });
    this.#work = sent.catch(() => undefined);
    return sent;
  }

  async #put(slot: Slot, track: MediaTrack | undefined): Promise<void> {
    const [client, sdk] = [this.#client, this.#sdk];
    if (client === undefined || sdk === undefined || !this.#isIn || this.#isClosed) return;
    const held = this.#published.get(slot);
    if (held?.track === track) return;
    if (held !== undefined) {
      this.#published.delete(slot);
      await client.unpublish(held.made);
      held.made.close();
    }
    if (track === undefined || track.readyState === 'ended') return;
    const made = slot === 'audio' ? sdk.createAudioTrack(track) : sdk.createVideoTrack(track);
    this.#published.set(slot, { track, made });
    await client.publish(made);
  }

  // ------------------------------------------------------------------ what comes in

  #listen(client: AgoraClient): void {
    client.on('connection-state-change', (now, _, reason) => {
      if (now === 'DISCONNECTED') this.#show(expulsions.has(reason ?? '') ? 'expelled' : 'failed');
      else this.#show(statuses[now]);
    });
    client.on('user-published', (user, type) => {
      if (isMediaType(type)) void this.#subscribe(client, user, type);
    });
    client.on('user-unpublished', (user) => this.#keep(user));
    client.on('user-left', ({ uid }) => {
      this.#users.delete(Number(uid));
      this.#show();
    });
    client.on('token-privilege-will-expire', () => this.#options.tokenEnds());
    client.on('token-privilege-did-expire', () => this.#options.tokenEnds());
  }

  async #subscribe(client: AgoraClient, user: AgoraUser, type: AgoraMediaType): Promise<void> {
    // Taken back, or gone, before it could be: the next event says how it is.
    await client.subscribe(user, type).catch(() => undefined);
    this.#keep(user);
  }

  #keep(user: AgoraUser): void {
    if (this.#isClosed) return;
    this.#users.set(Number(user.uid), user);
    this.#show();
  }

  /** It may have been left while it was on its way. */
  #arrived(client: AgoraClient): void {
    if (this.#isClosed) void this.#leave(client);
    else this.#show('connected');
  }

  async #leave(client: AgoraClient): Promise<void> {
    await client.leave().catch(() => undefined);
  }

  #show(status: MediaStatus = this.#status): void {
    this.#status = status;
    this.#state.set({ status, remote: new Map(this.#peers.map(({ userId, uid }) => [userId, this.#tracksOf(uid)])) });
  }

  #tracksOf(uid: number): MediaTracks {
    const { audioTrack, videoTrack } = this.#users.get(uid) ?? {};
    const picture = videoTrack?.getMediaStreamTrack();
    return {
      ...(audioTrack === undefined ? {} : { microphone: audioTrack.getMediaStreamTrack() }),
      ...(picture === undefined ? {} : { camera: picture, screen: picture }),
    };
  }
}

const isMediaType = (type: string): type is AgoraMediaType => type === 'audio' || type === 'video';
