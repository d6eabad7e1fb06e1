import type { CallMedia } from './media.ts';

export interface BrowserMediaOptions {
  /** STUN and TURN servers, for calls from browser to browser over the internet. Default: none, within one network. */
  readonly iceServers?: readonly RTCIceServer[];
}

/** The devices of a browser and both ways that its media goes, loaded with the first call. */
export const browserMedia =
  ({ iceServers = [] }: BrowserMediaOptions = {}): (() => Promise<CallMedia>) =>
  async () =>
    (await import('./media-of-browser.ts')).mediaOfBrowser(iceServers);
