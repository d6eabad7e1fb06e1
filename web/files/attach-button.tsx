import { useRef } from 'react';
import type { ReactElement } from 'react';
import type { UploadRules } from '../../client/core/index.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { rulesInWords, typesTaken } from './rules-in-words.ts';

export interface AttachButtonProps {
  readonly rules: UploadRules;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where files are chosen. What is allowed is said before. */
export const AttachButton = ({ rules, onFiles }: AttachButtonProps): ReactElement => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className="attach-line">
      <IconButton
        icon="clip"
        className="attach"
        label="Attach files"
        title={`Attach files. ${rulesInWords(rules)}`}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Files to attach"
        accept={typesTaken(rules).join(',')}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </span>
  );
};
