import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { MediaTrack } from '../../client/core/index.ts';

/** How loud a track is, 0 to 1, ten times a second. */
const useLevel = (track: MediaTrack | undefined): number => {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (!(track instanceof MediaStreamTrack)) return undefined;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 512 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      setLevel(Math.min(1, 3 * Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)));
    }, 100);
    return () => {
      clearInterval(timer);
      setLevel(0);
      void context.close();
    };
  }, [track]);
  return level;
};

/** Shows that a microphone hears something. */
export const LevelMeter = ({ track }: { readonly track: MediaTrack | undefined }): ReactElement => (
  <meter className="level" min={0} max={1} value={useLevel(track)} aria-label="How loud your microphone is" />
);
