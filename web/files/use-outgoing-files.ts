import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { draftWithFile, whyNotTaken } from '../../client/core/index.ts';
import type { Draft, Upload, UploadSource } from '../../client/core/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';

/** What is said with a file. */
export interface FileWords {
  readonly alt?: string;
  readonly caption?: string;
}

/** A file that somebody wants to send, until the message that carries it stands in the conversation. */
export interface OutgoingFile {
  readonly id: string;
  readonly source: UploadSource;
  readonly words: FileWords;
  /** Undefined where the session's rules refuse it: then it is not begun. */
  readonly upload: Upload | undefined;
  readonly refusedBecause: string | undefined;
}

export interface OutgoingFiles {
  readonly files: readonly OutgoingFile[];
  readonly start: (source: UploadSource, words?: FileWords) => void;
  readonly retry: (file: OutgoingFile) => void;
  /** Takes it back, wherever it is. */
  readonly stop: (file: OutgoingFile) => void;
}

/** The files that are on their way from here. They are taken back when whoever sends them leaves. */
export const useOutgoingFiles = (send: (draft: Draft) => void): OutgoingFiles => {
  const { uploads, feed } = useOpenSession();
  const [files, setFiles] = useState<readonly OutgoingFile[]>([]);
  const latest = useRef({ send, files });
  useLayoutEffect(() => {
    latest.current = { send, files };
  });
  useEffect(
    () => () => {
      for (const { upload } of latest.current.files) if (upload !== undefined) uploads.dismiss(upload);
    },
    [uploads],
  );
  const forget = (id: string): void => setFiles((held) => held.filter((file) => file.id !== id));

  const start = (source: UploadSource, words: FileWords = {}): void => {
    const id = crypto.randomUUID();
    const refusedBecause = whyNotTaken(source, feed.session.get().settings);
    const upload = refusedBecause === undefined ? uploads.start(source) : undefined;
    setFiles((held) => [...held, { id, source, words, upload, refusedBecause }]);
    upload?.uploaded.then(
      (file) => {
        latest.current.send(draftWithFile(file, words.caption, words.alt));
        uploads.dismiss(upload);
        forget(id);
      },
      () => {
        // That it failed, its state says.
        if (upload.state.get().phase === 'cancelled') forget(id);
      },
    );
  };
  const stop = ({ id, upload }: OutgoingFile): void => {
    if (upload !== undefined) uploads.dismiss(upload);
    forget(id);
  };
  const retry = (file: OutgoingFile): void => {
    stop(file);
    start(file.source, file.words);
  };
  return { files, start, retry, stop };
};
