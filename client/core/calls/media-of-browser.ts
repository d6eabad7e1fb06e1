import { realWorld } from '../world.ts';
import { agoraProvider } from './agora/channel.ts';
import { loadAgora } from './agora/load.ts';
import { browserCapture } from './browser-capture.ts';
import type { CallMedia } from './media.ts';
import { browserLines } from './p2p/browser-line.ts';
import { meshProvider } from './p2p/mesh.ts';

/** The devices of a browser, and both ways that its media goes. */
export const mediaOfBrowser = (iceServers: readonly RTCIceServer[]): CallMedia => ({
  capture: browserCapture,
  direct: meshProvider({ openLine: browserLines(iceServers), world: realWorld }),
  agora: agoraProvider(loadAgora),
});
