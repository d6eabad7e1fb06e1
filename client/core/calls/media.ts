import type * as Schema from '../../../generated/schema.ts';
import type { State } from '../state.ts';

/**
 * What of a `MediaStreamTrack` calls need: in a browser it is one. Whoever plays a track asks whether it is.
 * https://www.w3.org/TR/mediacapture-streams/#mediastreamtrack
 */
export interface MediaTrack {
  readonly id: string;
  readonly kind: string;
  /** While it is not, silence or black goes out. */
  enabled: boolean;
  readonly readyState: 'live' | 'ended';
  /** Lets go of the device. */
  stop(): void;
  addEventListener(type: 'ended', listener: () => void): void;
}

/** What somebody can show: there is at most one track of each. */
export const mediaRoles = ['microphone', 'camera', 'screen'] as const;
export type MediaRole = (typeof mediaRoles)[number];
export type MediaTracks = Readonly<Partial<Record<MediaRole, MediaTrack>>>;

/** Why there is no track: `denied` by the person or the system, none is `missing`, another program holds it, or it failed. */
export type CaptureRefusal = 'denied' | 'missing' | 'busy' | 'failed';

export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  constructor(
    readonly role: MediaRole,
    readonly why: CaptureRefusal,
    options?: ErrorOptions,
  ) {
    super(`unable to open the ${role}; ${reasons[why]}`, options);
  }
}

const reasons: Readonly<Record<CaptureRefusal, string>> = {
  denied: 'it was not allowed',
  missing: 'there is none',
  busy: 'another program uses it',
  failed: 'the browser could not',
};

export interface CaptureDevice {
  readonly deviceId: string;
  readonly role: 'microphone' | 'camera' | 'speaker';
  /** Empty until a device of its role was allowed. */
  readonly label: string;
}

/** Where own tracks come from. */
export interface Capture {
  /** @throws {CaptureError} */
  open(role: MediaRole, deviceId?: string): Promise<MediaTrack>;
  devices(): Promise<readonly CaptureDevice[]>;
  /** Calls `listener` when devices come or go, until the returned function is called. */
  onDevicesChanged(listener: () => void): () => void;
}

/** Somebody in the call, as the way that media goes needs to know them. */
export interface MediaPeer {
  readonly userId: string;
  readonly uid: number;
  /** Another one means that they were gone in between. */
  readonly joinedAt: string;
}

export type MediaStatus =
  'connecting' | 'connected' | 'reconnecting' | 'failed' | /** Kept out of the channel. */ 'expelled';

export interface MediaState {
  readonly status: MediaStatus;
  /** By user id. A track is there before anything is shown on it: what somebody shows, the call says. */
  readonly remote: ReadonlyMap<string, MediaTracks>;
}

export type QualitySample = Schema.QualitySample;

/** The media of one call, from coming in to going out. Made to be used by one `Call`. */
export interface MediaConnection {
  readonly state: State<MediaState>;
  /** Settles when own media can go out. @throws where it never will. */
  start(): Promise<void>;
  /** Who else is in the call now. */
  meet(peers: readonly MediaPeer[]): void;
  /** What goes out from now on, as a whole. */
  publish(tracks: MediaTracks): Promise<void>;
  /** How loud others are, by user id: 0 to 1. */
  levels(): ReadonlyMap<string, number>;
  /** Since it was asked last; nothing where nothing went either way. */
  measure(): Promise<QualitySample | undefined>;
  /** Lets the connection outlive its token. */
  renew(token: string): Promise<void>;
  /** Ends it; again: nothing. Own tracks are not stopped here. */
  close(): void;
}

/** One way that media goes. */
export interface MediaProvider {
  connect(options: MediaConnectionOptions): MediaConnection;
}

export interface MediaConnectionOptions {
  readonly userId: string;
  readonly seat: Schema.CallSeat | null;
  readonly signals: Signals;
  /** A new token is needed before long. */
  readonly tokenEnds: () => void;
}

/** What the two ends of a pair tell each other, at most once and in no certain order. */
export interface Signals {
  send(to: string, kind: Schema.SignalKind, payload: string): Promise<void>;
  /** `ready` each time that signals arrive from then on. Ends when the returned function is called. */
  listen(handlers: {
    readonly ready: () => void;
    readonly signal: (from: string, payload: string) => void;
  }): () => void;
}

/** What a client makes calls with. */
export interface CallMedia {
  readonly capture: Capture;
  /** Media that goes from browser to browser. */
  readonly direct: MediaProvider;
  /** Media that goes over Agora, for calls with seats. */
  readonly agora: MediaProvider;
}
