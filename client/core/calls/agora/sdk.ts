import type { MediaTrack } from '../media.ts';

/**
 * What of Agora's SDK for the web is used, in its own words: https://api-ref.agora.io/en/video-sdk/web/4.x/.
 * The SDK itself fits, and so does what the tests put in its place.
 */
export interface AgoraSdk {
  createClient(config: { readonly mode: 'rtc'; readonly codec: 'vp8' }): AgoraClient;
  /** Its track is an own one that was opened elsewhere. */
  createAudioTrack(track: MediaTrack): AgoraLocalTrack;
  createVideoTrack(track: MediaTrack): AgoraLocalTrack;
}

export interface AgoraLocalTrack {
  /** Ends what the SDK made of the track. */
  close(): void;
}

export interface AgoraRemoteTrack {
  getMediaStreamTrack(): MediaTrack;
}

export interface AgoraRemoteAudioTrack extends AgoraRemoteTrack {
  /** 0 to 1. */
  getVolumeLevel(): number;
}

export type AgoraMediaType = 'audio' | 'video';

export interface AgoraUser {
  readonly uid: string | number;
  readonly audioTrack?: AgoraRemoteAudioTrack | undefined;
  readonly videoTrack?: AgoraRemoteTrack | undefined;
}

export interface AgoraEvents {
  'connection-state-change': (now: string, before: string, reason?: string) => void;
  'user-published': (user: AgoraUser, type: string) => void;
  'user-unpublished': (user: AgoraUser, type: string) => void;
  'user-left': (user: AgoraUser) => void;
  'token-privilege-will-expire': () => void;
  'token-privilege-did-expire': () => void;
}

/** Rates are in bits, times in milliseconds, losses in percent. */
export interface AgoraStats {
  readonly RTT: number;
  readonly SendBitrate: number;
  readonly RecvBitrate: number;
}

export interface AgoraTrackStats {
  readonly receivePackets: number;
  readonly receivePacketsLost: number;
  /** How long a received one waits to be played. */
  readonly receiveDelay: number;
}

export interface AgoraClient {
  on<Name extends keyof AgoraEvents>(event: Name, listener: AgoraEvents[Name]): void;
  removeAllListeners(): void;
  join(appId: string, channel: string, token: string, uid: number): Promise<unknown>;
  leave(): Promise<void>;
  publish(tracks: AgoraLocalTrack | AgoraLocalTrack[]): Promise<unknown>;
  unpublish(tracks?: AgoraLocalTrack | AgoraLocalTrack[]): Promise<unknown>;
  subscribe(user: AgoraUser | string | number, type: AgoraMediaType): Promise<unknown>;
  renewToken(token: string): Promise<void>;
  getRTCStats(): AgoraStats;
  getRemoteAudioStats(): Readonly<Record<string, AgoraTrackStats>>;
  getRemoteVideoStats(): Readonly<Record<string, AgoraTrackStats>>;
}
