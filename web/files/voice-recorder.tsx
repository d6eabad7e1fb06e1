import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { UploadSource } from '../../client/core/index.ts';
import { durationOf } from '../content/words.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { mediaTypeOf } from './media-type.ts';
import { startRecording } from './recording.ts';
import type { Recording } from './recording.ts';

type Phase =
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'recording'; readonly recording: Recording };

export interface VoiceRecorderProps {
  readonly onSend: (source: UploadSource) => void;
  readonly onClose: () => void;
}

/** In milliseconds: how often the level is looked at, and after how long a recording ends by itself. */
const lookMs = 100;
const longestMs = 300_000;
const barsShown = 48;

/** Records a voice message. It is mounted by a press, so that nobody is asked for their microphone unasked. */
export const VoiceRecorder = ({ onSend, onClose }: VoiceRecorderProps): ReactElement => {
  const [phase, setPhase] = useState<Phase>({ kind: 'asking' });
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [elapsed, setElapsed] = useState(0);
  const sending = useRef(false);

  useEffect(() => {
    let isGone = false;
    let held: Recording | undefined;
    startRecording().then(
      (recording) => {
        held = recording;
        if (isGone) recording.discard();
        else setPhase({ kind: 'recording', recording });
      },
      (cause: unknown) => {
        if (!isGone) setPhase({ kind: 'refused', why: whyNot(cause) });
      },
    );
    return () => {
      isGone = true;
      held?.discard();
    };
  }, []);

  const finish = async (recording: Recording): Promise<void> => {
    if (sending.current) return;
    sending.current = true;
    const { blob, durationMs } = await recording.stop();
    const mediaType = mediaTypeOf({ type: blob.type, name: '' });
    const ending = mediaType === 'audio/mp4' ? 'm4a' : (mediaType.split('/')[1] ?? 'webm');
    onSend({ blob, name: `Voice message.${ending}`, mediaType, durationMs });
  };
  const look = useEffectEvent((recording: Recording) => {
    const now = recording.elapsedMs();
    setElapsed(now);
    setLevels((held) => [...held, recording.level()].slice(-barsShown));
    if (now >= longestMs) void finish(recording);
  });
  const recording = phase.kind === 'recording' ? phase.recording : undefined;
  useEffect(() => {
    if (recording === undefined) return undefined;
    const timer = setInterval(() => look(recording), lookMs);
    return () => clearInterval(timer);
  }, [recording]);

  return (
    <div className="composer-box recorder" role="group" aria-label="Voice message">
      <IconButton icon="trash" label="Do not send it" onClick={onClose} autoFocus />
      {phase.kind === 'asking' && <p role="status">Your browser asks for the microphone…</p>}
      {phase.kind === 'refused' && (
        <p role="alert" className="recorder-problem">
          {phase.why}
        </p>
      )}
      {recording !== undefined && (
        <>
          <span className="recorder-dot" />
          <span className="recorder-time" role="timer" aria-label="Recorded">
            {durationOf(elapsed)}
          </span>
          <span className="recorder-levels" aria-hidden="true">
            {levels.map((level, at) => (
              <i key={at} style={{ blockSize: `${Math.round(8 + level * 92)}%` }} />
            ))}
          </span>
          <button
            type="button"
            className="send"
            aria-label="Send the voice message"
            onClick={() => void finish(recording)}
          >
            <Icon name="send" />
          </button>
        </>
      )}
    </div>
  );
};

const whyNot = (cause: unknown): string => {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') {
    return 'This page may not use your microphone. Allow it beside the address of the page, and try again.';
  }
  return name === 'NotFoundError'
    ? 'No microphone was found.'
    : 'The microphone cannot be used now; another program may have it.';
};
