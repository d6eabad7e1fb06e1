import type { MediaTrack } from '../media.ts';
import type { AgoraSdk } from './sdk.ts';

/** Loads Agora's SDK, with the first call that needs it. Its tracks are ours, which the browser opened. */
export const loadAgora = async (): Promise<AgoraSdk> => {
  const agora = await import('agora-rtc-sdk-ng/esm');
  return {
    createClient: (config) => agora.createClient(config),
    createAudioTrack: (track) => agora.createCustomAudioTrack({ mediaStreamTrack: real(track) }),
    createVideoTrack: (track) => agora.createCustomVideoTrack({ mediaStreamTrack: real(track) }),
  };
};

const real = (track: MediaTrack): MediaStreamTrack => {
  if (!(track instanceof MediaStreamTrack)) throw new Error('unable to send the track; the browser did not make it');
  return track;
};
