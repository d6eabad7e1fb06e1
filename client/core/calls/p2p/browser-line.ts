import { mediaRoles } from '../media.ts';
import type { MediaRole, MediaTrack } from '../media.ts';
import type { Line, LineEvents, OpenLine } from './line.ts';
import type { LineStats } from './quality.ts';
import type { Candidate, Description } from './word.ts';

const kinds: Readonly<Record<MediaRole, 'audio' | 'video'>> = { microphone: 'audio', camera: 'video', screen: 'video' };

/** Lines of a browser. @param iceServers for ends that do not see each other; none is needed within one network. */
export const browserLines =
  (iceServers: readonly RTCIceServer[]): OpenLine =>
  (events) =>
    new BrowserLine(new RTCPeerConnection({ iceServers: [...iceServers] }), events);

/** The places are the first three media sections, in the order of the roles. */
class BrowserLine implements Line {
  readonly #pc: RTCPeerConnection;
  #level = 0;
  /** The energy and the seconds of sound that came so far. */
  #heard: readonly [energy: number, seconds: number] = [0, 0];

  constructor(pc: RTCPeerConnection, events: LineEvents) {
    this.#pc = pc;
    pc.addEventListener('negotiationneeded', () => events.negotiate());
    pc.addEventListener('connectionstatechange', () => events.changed());
    pc.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null) return;
      const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
      events.candidate({ candidate: text, sdpMid, sdpMLineIndex });
    });
    pc.addEventListener('track', ({ track, transceiver }) => {
      const role = mediaRoles[pc.getTransceivers().indexOf(transceiver)];
      if (role !== undefined) events.track(role, track);
    });
  }

  get connection(): Line['connection'] {
    return this.#pc.connectionState;
  }

  get isSettled(): boolean {
    return this.#pc.signalingState === 'stable';
  }

  get described(): Description | undefined {
    return descriptionIn(this.#pc.localDescription);
  }

  makePlaces(): void {
    for (const role of mediaRoles) this.#pc.addTransceiver(kinds[role], { direction: 'sendrecv' });
  }

  async put(role: MediaRole, track: MediaTrack | undefined): Promise<void> {
    const own = track instanceof MediaStreamTrack ? track : null;
    const sender = this.#pc.getTransceivers()[mediaRoles.indexOf(role)]?.sender;
    if (sender === undefined || sender.track === own) return;
    await sender.replaceTrack(own);
  }

  async describe(): Promise<Description> {
    for (const transceiver of this.#pc.getTransceivers()) {
      if (transceiver.direction === 'recvonly') transceiver.direction = 'sendrecv';
    }
    await this.#pc.setLocalDescription();
    const { described } = this;
    if (described === undefined) throw new Error('unable to describe this end; the browser gave no description');
    return described;
  }

  async accept(description: Description): Promise<void> {
    await this.#pc.setRemoteDescription(description);
  }

  async add(candidate: Candidate): Promise<void> {
    await this.#pc.addIceCandidate(candidate);
  }

  restart(): void {
    this.#pc.restartIce();
  }

  /** Of the time since it was asked before the last time: what is measured now is answered next. */
  level(): number {
    void this.#listen().catch(() => undefined);
    return this.#level;
  }

  async #listen(): Promise<void> {
    const receiver = this.#pc.getTransceivers()[0]?.receiver;
    if (receiver === undefined || this.#pc.connectionState !== 'connected') return;
    (await receiver.getStats()).forEach((entry: unknown) => {
      if (textIn(entry, 'type') !== 'inbound-rtp') return;
      const [energy, seconds] = [
        numberIn(entry, 'totalAudioEnergy') ?? 0,
        numberIn(entry, 'totalSamplesDuration') ?? 0,
      ];
      const [before, since] = this.#heard;
      // https://www.w3.org/TR/webrtc-stats/#dom-rtcinboundrtpstreamstats-totalaudioenergy
      if (seconds > since) this.#level = Math.min(1, Math.sqrt(Math.max(0, energy - before) / (seconds - since)));
      this.#heard = [energy, seconds];
    });
  }

  async stats(): Promise<LineStats> {
    const report = await this.#pc.getStats();
    let [bytes, received, lost] = [0, 0, 0];
    let latencyMs: number | undefined;
    let jitterMs: number | undefined;
    report.forEach((entry: unknown) => {
      const type = textIn(entry, 'type');
      if (type === 'candidate-pair' && valueIn(entry, 'nominated') === true) {
        bytes += (numberIn(entry, 'bytesSent') ?? 0) + (numberIn(entry, 'bytesReceived') ?? 0);
        const seconds = numberIn(entry, 'currentRoundTripTime');
        if (seconds !== undefined) latencyMs = Math.max(latencyMs ?? 0, seconds * 1_000);
      }
      if (type === 'inbound-rtp') {
        received += numberIn(entry, 'packetsReceived') ?? 0;
        lost += numberIn(entry, 'packetsLost') ?? 0;
        const seconds = numberIn(entry, 'jitter');
        if (seconds !== undefined) jitterMs = Math.max(jitterMs ?? 0, seconds * 1_000);
      }
    });
    return { bytes, received, lost: Math.max(0, lost), latencyMs, jitterMs };
  }

  close(): void {
    this.#pc.close();
  }
}

const descriptionIn = (described: RTCSessionDescription | null): Description | undefined => {
  if (described === null) return undefined;
  const { type, sdp } = described;
  return type === 'offer' || type === 'answer' ? { type, sdp } : undefined;
};

const valueIn = (entry: unknown, name: string): unknown =>
  typeof entry === 'object' && entry !== null ? Reflect.get(entry, name) : undefined;

const textIn = (entry: unknown, name: string): string | undefined => {
  const value = valueIn(entry, name);
  return typeof value === 'string' ? value : undefined;
};

const numberIn = (entry: unknown, name: string): number | undefined => {
  const value = valueIn(entry, name);
  return typeof value === 'number' ? value : undefined;
};
