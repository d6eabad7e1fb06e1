import type { ReactElement } from 'react';
import type { Upload, UploadState } from '../../client/core/index.ts';
import { useValue } from '../../client/react/index.ts';
import { sizeOf } from '../content/words.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { sentenceOf } from '../parts/toast.tsx';
import type { OutgoingFile, OutgoingFiles } from './use-outgoing-files.ts';

const phases: Readonly<Record<UploadState['phase'], string>> = {
  uploading: 'Uploading',
  waiting: 'Waiting for the network',
  checking: 'Sending',
  done: 'Sending',
  failed: 'Not uploaded',
  cancelled: 'Cancelled',
};

/** The files that are on their way. */
export const UploadList = ({ files, retry, stop }: Omit<OutgoingFiles, 'start'>): ReactElement => (
  <ul className="uploads" role="list" aria-label="Files on their way">
    {files.map((file) => (
      <li key={file.id} className="upload">
        <span className="upload-name" dir="auto">
          {file.source.name}
        </span>
        {file.upload === undefined ? (
          <span className="upload-problem" role="alert">
            {`Unable to request the upload; ${file.refusedBecause ?? ''}.`}
          </span>
        ) : (
          <UploadProgress file={file} upload={file.upload} onRetry={() => retry(file)} />
        )}
        <IconButton icon="close" label={`Do not send ${file.source.name}`} onClick={() => stop(file)} />
      </li>
    ))}
  </ul>
);

interface UploadProgressProps {
  readonly file: OutgoingFile;
  readonly upload: Upload;
  readonly onRetry: () => void;
}

const UploadProgress = ({ file, upload, onRetry }: UploadProgressProps): ReactElement => {
  const { phase, sent, total, error } = useValue(upload.state);
  const { name } = file.source;
  if (phase === 'failed') {
    return (
      <>
        <span className="upload-problem" role="alert">
          {error === undefined ? phases.failed : sentenceOf(error)}
        </span>
        <button type="button" className="link" aria-label={`Try again to upload ${name}`} onClick={onRetry}>
          Try again
        </button>
      </>
    );
  }
  return (
    <>
      <span className="upload-phase">{phases[phase]}</span>
      <progress aria-label={`How much of ${name} is uploaded`} max={Math.max(1, total)} value={sent} />
      <span className="upload-phase">{`${sizeOf(sent)} of ${sizeOf(total)}`}</span>
    </>
  );
};
