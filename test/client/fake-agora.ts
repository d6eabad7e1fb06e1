import type {
  AgoraClient,
  AgoraEvents,
  AgoraLocalTrack,
  AgoraMediaType,
  AgoraSdk,
  AgoraUser,
} from '../../client/core/calls/agora/sdk.ts';
import type { MediaTrack } from '../../client/core/calls/media.ts';

interface LocalTrack extends AgoraLocalTrack {
  readonly track: MediaTrack;
  readonly type: AgoraMediaType;
  isClosed: boolean;
}

/** Agora's SDK and its channels in memory, as its reference says that they answer. */
export class FakeAgora implements AgoraSdk {
  readonly clients: FakeAgoraClient[] = [];
  readonly made: LocalTrack[] = [];

  createClient(): FakeAgoraClient {
    const client = new FakeAgoraClient(this);
    this.clients.push(client);
    return client;
  }

  createAudioTrack(track: MediaTrack): LocalTrack {
    return this.#make(track, 'audio');
  }

  createVideoTrack(track: MediaTrack): LocalTrack {
    return this.#make(track, 'video');
  }

  #make(track: MediaTrack, type: AgoraMediaType): LocalTrack {
    const made = { track, type, isClosed: false, close: () => void (made.isClosed = true) };
    this.made.push(made);
    return made;
  }
}

type Listeners = { [Name in keyof AgoraEvents]?: AgoraEvents[Name][] };

export class FakeAgoraClient implements AgoraClient {
  readonly tokens: string[] = [];
  channel: string | undefined;
  uid = 0;
  /** What the next `join` is refused with. */
  refusal: Error | undefined;
  readonly #sdk: FakeAgora;
  readonly #published = new Map<AgoraMediaType, LocalTrack>();
  #listeners: Listeners = {};

  constructor(sdk: FakeAgora) {
    this.#sdk = sdk;
  }

  on<Name extends keyof AgoraEvents>(event: Name, listener: AgoraEvents[Name]): void {
    const listeners: AgoraEvents[Name][] = this.#listeners[event] ?? [];
    listeners.push(listener);
    Object.assign(this.#listeners, { [event]: listeners });
  }

  removeAllListeners(): void {
    this.#listeners = {};
  }

  async join(_: string, channel: string, token: string, uid: number): Promise<number> {
    this.#state('CONNECTING', 'DISCONNECTED');
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    this.tokens.push(token);
    [this.channel, this.uid] = [channel, uid];
    this.#state('CONNECTED', 'CONNECTING');
    for (const other of this.#others()) for (const type of other.#published.keys()) this.#hears(other, type);
    return uid;
  }

  async leave(): Promise<void> {
    await Promise.resolve();
    const others = this.#others();
    this.channel = undefined;
    for (const other of others) for (const tell of other.#listeners['user-left'] ?? []) tell({ uid: this.uid });
  }

  async publish(track: AgoraLocalTrack | AgoraLocalTrack[]): Promise<void> {
    await Promise.resolve();
    const own = this.#own(track);
    // CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS
    if (this.#published.has(own.type)) throw new Error(`unable to publish; there is ${own.type} already`);
    this.#published.set(own.type, own);
    for (const other of this.#others()) other.#hears(this, own.type);
  }

  async unpublish(track?: AgoraLocalTrack | AgoraLocalTrack[]): Promise<void> {
    await Promise.resolve();
    const own = this.#own(track);
    this.#published.delete(own.type);
    for (const other of this.#others()) {
      for (const tell of other.#listeners['user-unpublished'] ?? []) tell(other.#user(this), own.type);
    }
  }

  async subscribe(user: AgoraUser | string | number, type: AgoraMediaType): Promise<void> {
    await Promise.resolve();
    const uid = typeof user === 'object' ? user.uid : user;
    const other = this.#others().find((one) => one.uid === uid);
    if (other === undefined || !other.#published.has(type))
      throw new Error('unable to subscribe; the user is not published');
    this.#subscribed.add(`${uid}/${type}`);
    if (typeof user === 'object') Object.assign(user, this.#user(other));
  }
  readonly #subscribed = new Set<string>();

  async renewToken(token: string): Promise<void> {
    await Promise.resolve();
    this.tokens.push(token);
  }

  getRTCStats() {
    return { RTT: 30, SendBitrate: 400_000, RecvBitrate: 600_000 };
  }

  getRemoteAudioStats() {
    this.#packets += 100;
    return { 2: { receivePackets: this.#packets, receivePacketsLost: this.#packets / 100, receiveDelay: 20 } };
  }
  #packets = 0;

  getRemoteVideoStats() {
    return {};
  }

  // ------------------------------------------------------------------ what tests do with it

  /** As when a rule of the project keeps the user out: https://docs.agora.io/en/video-calling/channel-management-api. */
  bans(): void {
    this.#state('DISCONNECTED', 'CONNECTED', 'UID_BANNED');
  }

  breaks(): void {
    this.#state('RECONNECTING', 'CONNECTED');
  }

  tokenEnds(): void {
    for (const tell of this.#listeners['token-privilege-will-expire'] ?? []) tell();
  }

  get sends(): readonly string[] {
    return [...this.#published.values()].map(({ track }) => track.id);
  }

  // ------------------------------------------------------------------ inside

  #state(now: string, before: string, reason?: string): void {
    for (const tell of this.#listeners['connection-state-change'] ?? []) tell(now, before, reason);
  }

  #hears(other: FakeAgoraClient, type: AgoraMediaType): void {
    for (const tell of this.#listeners['user-published'] ?? []) tell(this.#user(other), type);
  }

  /** Somebody else, with the tracks that were subscribed to and are still published. */
  #user(other: FakeAgoraClient): AgoraUser {
    const track = (type: AgoraMediaType): MediaTrack | undefined =>
      this.#subscribed.has(`${other.uid}/${type}`) ? other.#published.get(type)?.track : undefined;
    const [audio, video] = [track('audio'), track('video')];
    return {
      uid: other.uid,
      audioTrack: audio && { getMediaStreamTrack: () => audio, getVolumeLevel: () => (audio.enabled ? 0.25 : 0) },
      videoTrack: video && { getMediaStreamTrack: () => video },
    };
  }

  #others(): FakeAgoraClient[] {
    return this.#sdk.clients.filter((one) => one !== this && one.channel !== undefined && one.channel === this.channel);
  }

  #own(track: AgoraLocalTrack | AgoraLocalTrack[] | undefined): LocalTrack {
    const own = this.#sdk.made.find((one) => one === track);
    if (own === undefined) throw new Error('unable to go on; the SDK did not make this track');
    return own;
  }
}
