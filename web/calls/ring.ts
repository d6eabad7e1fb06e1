const noteSeconds = 0.4;
const everyMs = 3_000;

/** Rings until the returned function is called. Pages that nobody pressed anything on yet stay silent. */
export const ring = (): (() => void) => {
  if (typeof AudioContext === 'undefined') return () => undefined;
  const context = new AudioContext();
  const notes = (): void => {
    if (context.state !== 'running') return;
    for (const [at, frequency] of [523.25, 659.25, 783.99].entries()) {
      const start = context.currentTime + at * noteSeconds * 0.6;
      const tone = new OscillatorNode(context, { frequency, type: 'sine' });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.linearRampToValueAtTime(0.12, start + 0.03);
      volume.gain.setValueAtTime(0.12, start + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.001, start + noteSeconds);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + noteSeconds);
    }
  };
  const timer = setInterval(notes, everyMs);
  notes();
  return () => {
    clearInterval(timer);
    void context.close();
  };
};
