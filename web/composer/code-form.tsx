import { useId, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { CodeLanguage, Limits } from '../../client/core/index.ts';
import type { Draft } from '../../client/core/index.ts';
import { languageName } from '../content/words.ts';
import { useCloseDialog } from '../parts/dialog.tsx';
import { FormEnd } from './form-end.tsx';

export interface CodeFormProps {
  readonly language: CodeLanguage;
  readonly source: string;
  readonly onDone: (draft: Draft) => void;
}

/** Code in one of the languages that are checked and highlighted. Ctrl+Enter sends. */
export const CodeForm = ({ language: first, source: begun, onDone }: CodeFormProps): ReactElement => {
  const id = useId();
  const close = useCloseDialog();
  const [language, setLanguage] = useState(first);
  const [source, setSource] = useState(begun);
  const left = Limits.codeLength - source.length;
  const sends = source.trim() !== '' && left >= 0;
  const send = (): void => {
    if (!sends) return;
    onDone({ kind: 'CODE', content: { code: { language, source } } });
    close();
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="compose-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label>
        <span className="field-label">Language</span>
        <select
          value={language}
          onChange={({ target }) => {
            const chosen = Object.values(CodeLanguage).find((known) => known === target.value);
            if (chosen !== undefined) setLanguage(chosen);
          }}
        >
          {Object.values(CodeLanguage).map((known) => (
            <option key={known} value={known}>
              {languageName(known)}
            </option>
          ))}
        </select>
      </label>
      <div>
        <label className="field-label" htmlFor={id}>
          Code
        </label>
        <textarea
          id={id}
          className="code-field"
          dir="ltr"
          rows={10}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={source}
          onChange={({ target }) => setSource(target.value)}
          onKeyDown={keyDown}
        />
      </div>
      <p className="muted" role="status">
        {left >= 0 ? `${left} characters left` : `${-left} characters too many`}
      </p>
      <FormEnd sends={sends} />
    </form>
  );
};
