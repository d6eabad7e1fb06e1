import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useChatClient } from '../../client/react/index.ts';
import { UploadList } from '../files/upload-list.tsx';
import type { OutgoingFile } from '../files/use-outgoing-files.ts';
import { onItsWay } from './fake-transport.ts';
import { sampleSession } from './sample-session.ts';

const nothing = (): void => undefined;

/** Files that are on their way, were refused by the server, or are not taken at all. */
export const SampleUploads = (): ReactElement => {
  const client = useChatClient();
  const [files, setFiles] = useState<readonly OutgoingFile[]>([]);
  useEffect(() => {
    const uploads = client.uploads(sampleSession.id);
    const started = [`${onItsWay}.pdf`, 'Refused.pdf'].map((name): OutgoingFile => {
      const source = { blob: new Blob([name.repeat(1000)], { type: 'application/pdf' }), name };
      const upload = uploads.start(source);
      upload.uploaded.catch(() => undefined);
      return { id: name, source, words: {}, upload, refusedBecause: undefined };
    });
    const source = { blob: new Blob(), name: 'Too large.zip' };
    setFiles([
      ...started,
      {
        id: source.name,
        source,
        words: {},
        upload: undefined,
        refusedBecause: 'files of this kind are not taken here',
      },
    ]);
    return () => {
      for (const { upload } of started) if (upload !== undefined) uploads.dismiss(upload);
    };
  }, [client]);
  return (
    <main className="gallery-parts">
      <h1>Files on their way</h1>
      <UploadList files={files} retry={nothing} stop={nothing} />
    </main>
  );
};
