import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useToast } from '../parts/toast.tsx';
import { placeOf } from './place-of.ts';
import type { AttachmentOfMessage } from './place-of.ts';
import { durationOf } from './words.ts';

/** Plays sound or a film. Nothing is fetched before it is asked for: an address holds for a minute alone. */
export const Player = ({ attachment }: { readonly attachment: AttachmentOfMessage }): ReactElement =>
  attachment.mediaType.startsWith('video/') ? <Film attachment={attachment} /> : <Sound attachment={attachment} />;

const Film = ({ attachment }: { readonly attachment: AttachmentOfMessage }): ReactElement => {
  const { uploads } = useOpenSession();
  const { attempt } = useToast();
  const [source, setSource] = useState<string | undefined>(undefined);
  const [isLost, setIsLost] = useState(false);
  const { fileId, name, alt, width, height } = attachment;
  const place = placeOf(width, height);
  const fetchAddress = async (): Promise<void> => {
    setIsLost(false);
    setSource((await uploads.urlOf(fileId, 'ORIGINAL')).url);
  };
  const play = (): void => void attempt(fetchAddress);
  return (
    <span className="file-frame" style={{ inlineSize: place.width, aspectRatio: `${place.width} / ${place.height}` }}>
      {source === undefined ? (
        <IconButton icon="play" label={`Play ${alt ?? name}`} className="play" onClick={play} />
      ) : (
        <video src={source} controls autoPlay aria-label={alt ?? name} onError={() => setIsLost(true)} />
      )}
      {isLost && (
        <button type="button" className="file-wait link" onClick={play}>
          It cannot be played here now. Try again
        </button>
      )}
    </span>
  );
};

interface Position {
  readonly isPlaying: boolean;
  readonly atMs: number;
}

/** A voice note, or other sound: play, pause, and where one is in it. */
const Sound = ({ attachment }: { readonly attachment: AttachmentOfMessage }): ReactElement => {
  const { uploads } = useOpenSession();
  const { attempt } = useToast();
  const audio = useRef<HTMLAudioElement>(null);
  const [source, setSource] = useState<string | undefined>(undefined);
  const [{ isPlaying, atMs }, setPosition] = useState<Position>({ isPlaying: false, atMs: 0 });
  const [measured, setMeasured] = useState<number | undefined>(undefined);
  const { fileId, name, durationMs } = attachment;
  const total = durationMs ?? measured ?? 0;

  const start = async (): Promise<void> => {
    const element = audio.current;
    if (element === null) return;
    // An address that was fetched long ago holds no more; what was heard already need not be fetched again.
    if (source === undefined || element.error !== null) {
      const { url } = await uploads.urlOf(fileId, 'ORIGINAL');
      setSource(url);
      element.src = url;
      if (atMs > 0 && atMs < total) element.currentTime = atMs / 1000;
    }
    await element.play();
  };
  const toggle = (): void => {
    if (isPlaying) audio.current?.pause();
    else void attempt(start);
  };
  useEffect(() => {
    const element = audio.current;
    return () => element?.pause();
  }, []);
  return (
    <span className="sound" role="group" aria-label={`Sound ${name}`}>
      <IconButton icon={isPlaying ? 'stop' : 'play'} label={isPlaying ? 'Pause' : 'Play'} onClick={toggle} />
      <input
        type="range"
        min={0}
        max={Math.max(1, total)}
        step={100}
        value={Math.min(atMs, Math.max(1, total))}
        aria-label="Position"
        aria-valuetext={`${durationOf(atMs)} of ${durationOf(total)}`}
        disabled={source === undefined}
        onChange={({ target }) => {
          const to = Number(target.value);
          if (audio.current !== null) audio.current.currentTime = to / 1000;
          setPosition((held) => ({ ...held, atMs: to }));
        }}
      />
      <span className="sound-time">{durationOf(isPlaying || atMs > 0 ? atMs : total)}</span>
      <audio
        ref={audio}
        preload="none"
        onPlay={() => setPosition((held) => ({ ...held, isPlaying: true }))}
        onPause={() => setPosition((held) => ({ ...held, isPlaying: false }))}
        onEnded={() => setPosition({ isPlaying: false, atMs: 0 })}
        onTimeUpdate={({ currentTarget }) => {
          const now = currentTarget.currentTime * 1000;
          setPosition((held) => ({ ...held, atMs: now }));
        }}
        onDurationChange={({ currentTarget }) => {
          // What a browser recorded does not say how long it is.
          if (Number.isFinite(currentTarget.duration)) setMeasured(currentTarget.duration * 1000);
        }}
      />
    </span>
  );
};
