import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import type { AttachmentOfMessage } from './place-of.ts';

export interface LightboxProps {
  readonly attachment: AttachmentOfMessage;
  readonly onClose: () => void;
}

/** A picture as large as the window lets it be. */
export const Lightbox = ({ attachment, onClose }: LightboxProps): ReactElement => {
  const { uploads } = useOpenSession();
  const { fileId, name, alt } = attachment;
  const [source, setSource] = useState<string | undefined>(undefined);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    let isGone = false;
    uploads.urlOf(fileId, 'ORIGINAL').then(
      ({ url }) => {
        if (!isGone) setSource(url);
      },
      () => {
        if (!isGone) setIsLost(true);
      },
    );
    return () => {
      isGone = true;
    };
  }, [uploads, fileId]);
  return (
    <Dialog title={name} className="lightbox" onClose={onClose}>
      {isLost ? (
        <Notice kind="error" title="The picture did not come" />
      ) : source === undefined ? (
        <Notice kind="loading" title="One moment" />
      ) : (
        <img src={source} alt={alt ?? name} onError={() => setIsLost(true)} />
      )}
      {alt !== null && (
        <p className="muted" dir="auto">
          {alt}
        </p>
      )}
    </Dialog>
  );
};
