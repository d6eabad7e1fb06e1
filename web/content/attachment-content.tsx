import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { lazily } from '../parts/lazily.tsx';
import { useToast } from '../parts/toast.tsx';
import { placeOf } from './place-of.ts';
import type { AttachmentOfMessage } from './place-of.ts';
import { Player } from './player.tsx';
import { saveFrom } from './save-from.ts';
import { durationOf, sizeOf } from './words.ts';

const Lightbox = lazily(async () => (await import('./lightbox.tsx')).Lightbox);

const states = { PENDING: 'being checked', CLEAN: '', REJECTED: 'not available' } as const;

/** Of a message's file: its picture where it has one, a player, what it is, and a way to save it. */
export const AttachmentContent = ({ attachment }: { readonly attachment: AttachmentOfMessage }): ReactElement => {
  const { name, mediaType, size, durationMs, alt, state } = attachment;
  const isPicture = mediaType.startsWith('image/');
  const plays = mediaType.startsWith('audio/') || mediaType.startsWith('video/');
  const facts = [mediaType, sizeOf(size), durationMs === null ? '' : durationOf(durationMs), states[state]];
  return (
    <div className="file" data-state={state}>
      {isPicture && state !== 'REJECTED' && <Picture attachment={attachment} />}
      {plays && state === 'CLEAN' && <Player attachment={attachment} />}
      <div className="file-foot">
        <span className="file-line">
          <span className="file-name" dir="auto">
            {name}
          </span>
          <small className="caption">{facts.filter((fact) => fact !== '').join(' · ')}</small>
        </span>
        {state === 'CLEAN' && <Download attachment={attachment} />}
      </div>
      {state === 'PENDING' && !isPicture && (
        <p className="file-state">
          <span className="spinner" />
          It can be opened once it was looked at.
        </p>
      )}
      {state === 'REJECTED' && (
        <p className="file-state">
          <Icon name="warning" />
          It did not pass the check: it is not what it says it is, or is harmful. Nobody can open it.
        </p>
      )}
      {alt !== null && !isPicture && <p dir="auto">{alt}</p>}
    </div>
  );
};

const Download = ({ attachment }: { readonly attachment: AttachmentOfMessage }): ReactElement => {
  const { uploads } = useOpenSession();
  const { attempt } = useToast();
  const { fileId, name } = attachment;
  const save = async (): Promise<void> => {
    saveFrom((await uploads.urlOf(fileId, 'ORIGINAL')).url, name);
  };
  return <IconButton icon="download" label={`Download ${name}`} onClick={() => void attempt(save)} />;
};

const Picture = ({ attachment }: { readonly attachment: AttachmentOfMessage }): ReactElement => {
  const { uploads } = useOpenSession();
  const [source, setSource] = useState<string | undefined>(undefined);
  const [isLost, setIsLost] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [isOpen, setIsOpen] = useState(false);
  const { fileId, name, alt, state } = attachment;
  const place = placeOf(attachment.width, attachment.height);
  useEffect(() => {
    if (state !== 'CLEAN') return undefined;
    let isGone = false;
    const show = (next: string): void => {
      if (!isGone) setSource(next);
    };
    uploads.urlOf(fileId, 'THUMBNAIL').then(
      ({ url }) => show(url),
      () => {
        if (!isGone) setIsLost(true);
      },
    );
    return () => {
      isGone = true;
    };
  }, [uploads, fileId, state, attempt]);
  const again = (): void => {
    setIsLost(false);
    setSource(undefined);
    setAttempt((before) => before + 1);
  };
  return (
    <span className="file-frame" style={{ inlineSize: place.width, aspectRatio: `${place.width} / ${place.height}` }}>
      {source === undefined || isLost ? (
        <span className="file-wait">
          {isLost ? (
            <>
              The picture did not come.
              <button type="button" className="quiet" onClick={again}>
                Try again
              </button>
            </>
          ) : state === 'PENDING' ? (
            'Being checked…'
          ) : (
            <span className="spinner" />
          )}
        </span>
      ) : (
        <button type="button" className="file-open" aria-label={`Open ${alt ?? name}`} onClick={() => setIsOpen(true)}>
          <img
            className="file-picture"
            src={source}
            alt={alt ?? name}
            width={place.width}
            height={place.height}
            onError={() => setIsLost(true)}
          />
        </button>
      )}
      {isOpen && <Lightbox attachment={attachment} onClose={() => setIsOpen(false)} />}
    </span>
  );
};
