import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { Limits, whyNotTaken } from '../../client/core/index.ts';
import type { UploadRules } from '../../client/core/index.ts';
import { sizeOf } from '../content/words.ts';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { rulesInWords } from './rules-in-words.ts';
import { mediaTypeOf } from './media-type.ts';
import type { FileWords } from './use-outgoing-files.ts';

export interface FilesDialogProps {
  readonly files: readonly File[];
  readonly rules: UploadRules;
  readonly onSend: (file: File, words: FileWords) => void;
  readonly onClose: () => void;
}

/** What is about to be sent, to look at and to describe: a paste or a drop may be a slip. */
export const FilesDialog = ({ files, rules, onSend, onClose }: FilesDialogProps): ReactElement => (
  <Dialog
    title={files.length === 1 ? 'Send this file?' : 'Send these files?'}
    className="files-dialog"
    onClose={onClose}
  >
    <FilesForm files={files} rules={rules} onSend={onSend} />
  </Dialog>
);

const FilesForm = ({ files, rules, onSend }: Omit<FilesDialogProps, 'onClose'>): ReactElement => {
  const close = useCloseDialog();
  const [left, setLeft] = useState(files);
  const [alts, setAlts] = useState<ReadonlyMap<File, string>>(new Map());
  const [caption, setCaption] = useState('');
  const problemOf = (file: File): string | undefined =>
    whyNotTaken({ blob: file, name: file.name, mediaType: mediaTypeOf(file) }, rules);
  const good = left.filter((file) => problemOf(file) === undefined);
  const send = (): void => {
    good.forEach((file, at) => {
      onSend(file, { alt: (alts.get(file) ?? '').trim(), caption: at === 0 ? caption.trim() : '' });
    });
    close();
  };
  const remove = (file: File): void => {
    setLeft(left.filter((other) => other !== file));
    if (left.length === 1) close();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (good.length > 0) send();
      }}
    >
      <ul className="staged" role="list">
        {left.map((file, at) => (
          <li key={`${at} ${file.name}`} className="staged-file">
            <Preview file={file} />
            <span className="file-line">
              <span className="file-name" dir="auto">
                {file.name}
              </span>
              <small className="caption">{sizeOf(file.size)}</small>
            </span>
            <IconButton icon="close" label={`Leave out ${file.name}`} onClick={() => remove(file)} />
            {problemOf(file) !== undefined && (
              <p className="problem" role="alert">{`It will not be sent: ${problemOf(file) ?? ''}.`}</p>
            )}
            {mediaTypeOf(file).startsWith('image/') && (
              <label className="staged-alt">
                <span className="field-label">Alt text, for those who do not see it</span>
                <input
                  type="text"
                  maxLength={Limits.altLength}
                  value={alts.get(file) ?? ''}
                  onChange={({ target }) => setAlts(new Map(alts).set(file, target.value))}
                />
              </label>
            )}
          </li>
        ))}
      </ul>
      <label>
        <span className="field-label">Caption (optional)</span>
        <input
          type="text"
          dir="auto"
          maxLength={Limits.textLength}
          value={caption}
          onChange={({ target }) => setCaption(target.value)}
        />
      </label>
      <p className="muted">{rulesInWords(rules)}</p>
      <div className="dialog-actions">
        <button type="button" className="quiet" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="primary" disabled={good.length === 0}>
          Send
        </button>
      </div>
    </form>
  );
};

const Preview = ({ file }: { readonly file: File }): ReactElement => {
  const [url, setUrl] = useState<string | undefined>(undefined);
  const isPicture = file.type.startsWith('image/');
  useEffect(() => {
    if (!isPicture) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file, isPicture]);
  return (
    <span className="staged-preview">
      {url === undefined ? <Icon name="clip" /> : <img src={url} alt={`What ${file.name} looks like`} />}
    </span>
  );
};
