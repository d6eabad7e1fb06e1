/** A recording that goes on. */
export interface Recording {
  /** Milliseconds since it began. */
  readonly elapsedMs: () => number;
  /** How loud it is just now, from 0 to 1. */
  readonly level: () => number;
  /** Ends it and lets the microphone go. */
  readonly stop: () => Promise<{ readonly blob: Blob; readonly durationMs: number }>;
  /** Ends it and keeps nothing. */
  readonly discard: () => void;
}

/** What browsers record, best first: Safari knows the last alone. */
const formats = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

/** Speech is quiet: this much of the full swing is shown as all. */
const loud = 0.35;

/** Asks for the microphone and records. @throws {DOMException} `NotAllowedError`, `NotFoundError`, and others */
export const startRecording = async (): Promise<Recording> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const meter = new AudioContext();
  const analyser = meter.createAnalyser();
  analyser.fftSize = 512;
  meter.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const chunks: Blob[] = [];
  const began = performance.now();
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
  recorder.start();

  const release = (): void => {
    for (const track of stream.getTracks()) track.stop();
    if (meter.state !== 'closed') void meter.close();
  };
  return {
    elapsedMs: () => performance.now() - began,
    level() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) / loud);
    },
    stop: () =>
      new Promise((resolve) => {
        const durationMs = Math.max(1, Math.round(performance.now() - began));
        recorder.addEventListener('stop', () => {
          release();
          resolve({ blob: new Blob(chunks, { type: recorder.mimeType }), durationMs });
        });
        recorder.stop();
      }),
    discard() {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
};
