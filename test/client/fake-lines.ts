import type { MediaRole, MediaTrack } from '../../client/core/calls/media.ts';
import { mediaRoles } from '../../client/core/calls/media.ts';
import type { Line, LineEvents } from '../../client/core/calls/p2p/line.ts';
import type { LineStats } from '../../client/core/calls/p2p/quality.ts';
import type { Candidate, Description } from '../../client/core/calls/p2p/word.ts';
import { FakeTrack } from './fake-media.ts';

/** Lines that run through memory: two are connected once each accepted what the other described. */
export class FakeNetwork {
  readonly lines: FakeLine[] = [];
  /** Whether what two agreed on leads anywhere. */
  isUp = true;

  open = (events: LineEvents): Line => {
    const line = new FakeLine(this, this.lines.length, events);
    this.lines.push(line);
    return line;
  };

  /** The network between two lines goes away. */
  cut(): void {
    this.isUp = false;
    for (const line of this.lines) line.fails();
  }
}

const later = (act: () => void): void => queueMicrotask(act);

export class FakeLine implements Line {
  connection: Line['connection'] = 'new';
  described: Description | undefined;
  readonly put_ = new Map<MediaRole, MediaTrack | undefined>();
  readonly candidates: Candidate[] = [];
  restarts = 0;
  offers = 0;
  #signaling: 'stable' | 'have-local-offer' | 'have-remote-offer' = 'stable';
  #other: number | undefined;
  #hasPlaces = false;
  /** The offer that both ends hold to, once they do. */
  #deal: string | undefined;

  constructor(
    readonly network: FakeNetwork,
    readonly id: number,
    readonly events: LineEvents,
  ) {}

  get isSettled(): boolean {
    return this.#signaling === 'stable';
  }

  makePlaces(): void {
    this.#hasPlaces = true;
    later(() => this.events.negotiate());
  }

  async put(role: MediaRole, track: MediaTrack | undefined): Promise<void> {
    await Promise.resolve();
    if (!this.#hasPlaces) throw new Error('unable to put a track; there is no place for it');
    this.put_.set(role, track);
  }

  async describe(): Promise<Description> {
    await Promise.resolve();
    const isAnswer = this.#signaling === 'have-remote-offer';
    if (!isAnswer) this.offers += 1;
    this.#signaling = isAnswer ? 'stable' : 'have-local-offer';
    if (!isAnswer) this.#deal = `${this.id}/${this.offers}`;
    this.described = { type: isAnswer ? 'answer' : 'offer', sdp: JSON.stringify([this.id, this.#deal]) };
    // Found a while after what is said of it.
    setImmediate(() => this.events.candidate({ candidate: `candidate of ${this.id}`, sdpMid: '0', sdpMLineIndex: 0 }));
    if (isAnswer) this.#connect();
    return this.described;
  }

  async accept({ type, sdp }: Description): Promise<void> {
    await Promise.resolve();
    const [from, deal] = JSON.parse(sdp) as [number, string];
    // As a browser does, whose other end proves itself by its certificate.
    if (this.#other !== undefined && this.#other !== from) throw new Error('unable to accept; it is somebody else');
    if (type === 'answer' && this.#signaling !== 'have-local-offer')
      throw new Error('unable to accept; nothing was offered');
    this.#other = from;
    this.#deal = deal;
    this.#hasPlaces = true;
    this.#signaling = type === 'offer' ? 'have-remote-offer' : 'stable';
    for (const role of mediaRoles) {
      this.events.track(role, new FakeTrack(`${from}/${role}`, role === 'microphone' ? 'audio' : 'video'));
    }
    if (type === 'answer') this.#connect();
  }

  async add(candidate: Candidate): Promise<void> {
    await Promise.resolve();
    if (this.#other === undefined) throw new Error('unable to add a candidate; nothing was described yet');
    this.candidates.push(candidate);
  }

  restart(): void {
    this.restarts += 1;
    later(() => this.events.negotiate());
  }

  level(): number {
    return this.connection === 'connected' ? 0.25 : 0;
  }

  async stats(): Promise<LineStats> {
    await Promise.resolve();
    this.#bytes += 10_000;
    return { bytes: this.#bytes, received: this.#bytes / 100, lost: this.#bytes / 10_000, latencyMs: 12, jitterMs: 2 };
  }
  #bytes = 0;

  close(): void {
    this.connection = 'closed';
    const other = this.network.lines[this.#other ?? -1];
    if (other?.connection === 'connected') other.becomes('disconnected');
  }

  fails(): void {
    if (this.connection === 'connected') this.becomes('failed');
  }

  becomes(connection: Line['connection']): void {
    if (this.connection === 'closed' || this.connection === connection) return;
    this.connection = connection;
    later(() => this.events.changed());
  }

  /** Both ends stand when each of them took what the other described. */
  #connect(): void {
    const other = this.network.lines[this.#other ?? -1];
    if (other === undefined || !this.network.isUp || other.connection === 'closed') return;
    if (other.#other !== this.id || other.#deal !== this.#deal || !other.isSettled || !this.isSettled) return;
    this.becomes('connected');
    other.becomes('connected');
  }
}
