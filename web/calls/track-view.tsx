import { useLayoutEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import type { MediaTrack } from '../../client/core/index.ts';

/** Plays one track as long as it is shown. */
const usePlayed = <Element extends HTMLMediaElement>(track: MediaTrack) => {
  const element = useRef<Element>(null);
  useLayoutEffect(() => {
    const player = element.current;
    if (player === null || !(track instanceof MediaStreamTrack)) return undefined;
    player.srcObject = new MediaStream([track]);
    // A page that nobody pressed anything on yet may not play; what is pressed next starts it.
    const play = (): void => void player.play().catch(() => undefined);
    play();
    document.addEventListener('pointerdown', play, { once: true });
    return () => {
      document.removeEventListener('pointerdown', play);
      player.srcObject = null;
    };
  }, [track]);
  return element;
};

export interface TrackVideoProps {
  readonly track: MediaTrack;
  readonly label: string;
  /** As in a mirror: for one's own face. */
  readonly isMirrored?: boolean;
}

export const TrackVideo = ({ track, label, isMirrored = false }: TrackVideoProps): ReactElement => {
  const element = usePlayed<HTMLVideoElement>(track);
  return <video ref={element} aria-label={label} data-mirrored={isMirrored} muted playsInline />;
};

export const TrackAudio = ({ track }: { readonly track: MediaTrack }): ReactElement => {
  const element = usePlayed<HTMLAudioElement>(track);
  return <audio ref={element} />;
};
