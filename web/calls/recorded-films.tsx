import type { ReactElement } from 'react';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { saveFrom } from '../content/save-from.ts';
import { useToast } from '../parts/toast.tsx';

export interface RecordedFilmsProps {
  readonly fileIds: readonly string[];
  readonly onClose: () => void;
}

/** A way to each film of a recording: one that is hours long has several. */
export const RecordedFilms = ({ fileIds }: RecordedFilmsProps): ReactElement => {
  const { uploads } = useOpenSession();
  const { attempt } = useToast();
  const save = async (fileId: string): Promise<void> => saveFrom((await uploads.urlOf(fileId, 'ORIGINAL')).url);
  return (
    <>
      {fileIds.map((fileId, at) => (
        <button key={fileId} type="button" className="link" onClick={() => void attempt(() => save(fileId))}>
          {fileIds.length === 1 ? 'Download the recording' : `Download part ${at + 1}`}
        </button>
      ))}
    </>
  );
};
