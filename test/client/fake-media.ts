import { CaptureError } from '../../client/core/calls/media.ts';
import type {
  Capture,
  CaptureDevice,
  CaptureRefusal,
  CallMedia,
  MediaConnection,
  MediaConnectionOptions,
  MediaPeer,
  MediaProvider,
  MediaRole,
  MediaState,
  MediaTrack,
  MediaTracks,
  QualitySample,
} from '../../client/core/calls/media.ts';
import { createState } from '../../client/core/state.ts';

/** A track that nobody hears. */
export class FakeTrack implements MediaTrack {
  enabled = true;
  readyState: 'live' | 'ended' = 'live';
  readonly #listeners: (() => void)[] = [];

  constructor(
    readonly id: string,
    readonly kind: string,
  ) {}

  stop(): void {
    this.readyState = 'ended';
  }

  addEventListener(_: 'ended', listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** As when its device is pulled. */
  end(): void {
    this.readyState = 'ended';
    for (const listener of this.#listeners) listener();
  }
}

/** Devices that a test allows, or does not. */
export class FakeCapture implements Capture {
  readonly opened: FakeTrack[] = [];
  readonly asked: (readonly [MediaRole, string | undefined])[] = [];
  readonly refusals = new Map<MediaRole, CaptureRefusal>();
  /** While set, nobody has answered the question yet. */
  held: Promise<void> | undefined;

  async open(role: MediaRole, deviceId?: string): Promise<MediaTrack> {
    this.asked.push([role, deviceId]);
    await this.held;
    const why = this.refusals.get(role);
    if (why !== undefined) throw new CaptureError(role, why);
    const track = new FakeTrack(`${role}-${this.opened.length}`, role === 'microphone' ? 'audio' : 'video');
    this.opened.push(track);
    return track;
  }

  /** What is held open. */
  get live(): readonly string[] {
    return this.opened.filter(({ readyState }) => readyState === 'live').map(({ id }) => id);
  }

  async devices(): Promise<readonly CaptureDevice[]> {
    await Promise.resolve();
    return [{ deviceId: 'default', role: 'microphone', label: 'Built in' }];
  }

  onDevicesChanged(): () => void {
    return () => undefined;
  }
}

/** A way that media goes without going anywhere: what was asked of it, and what a test lets it say. */
export class FakeConnection implements MediaConnection {
  readonly state = createState<MediaState>({ status: 'connecting', remote: new Map() });
  peers: readonly MediaPeer[] = [];
  sent: MediaTracks = {};
  tokens: string[] = [];
  sample: QualitySample | undefined;
  loud = new Map<string, number>();
  isClosed = false;

  constructor(readonly options: MediaConnectionOptions) {}

  async start(): Promise<void> {
    await Promise.resolve();
    this.state.set({ ...this.state.get(), status: 'connected' });
  }

  meet(peers: readonly MediaPeer[]): void {
    this.peers = peers;
  }

  async publish(tracks: MediaTracks): Promise<void> {
    this.sent = tracks;
    await Promise.resolve();
  }

  levels(): ReadonlyMap<string, number> {
    return this.loud;
  }

  async measure(): Promise<QualitySample | undefined> {
    await Promise.resolve();
    return this.sample;
  }

  async renew(token: string): Promise<void> {
    this.tokens.push(token);
    await Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
  }
}

export class FakeProvider implements MediaProvider {
  readonly connections: FakeConnection[] = [];

  connect(options: MediaConnectionOptions): MediaConnection {
    const connection = new FakeConnection(options);
    this.connections.push(connection);
    return connection;
  }

  get newest(): FakeConnection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('unable to look at the connection; there is none');
    return connection;
  }
}

export class FakeMedia implements CallMedia {
  readonly capture = new FakeCapture();
  readonly direct = new FakeProvider();
  readonly agora = new FakeProvider();
}
