import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { Limits } from '../../client/core/index.ts';
import type { Draft } from '../../client/core/index.ts';
import { Formula } from '../content/formula-content.tsx';
import { useCloseDialog } from '../parts/dialog.tsx';
import { FormEnd } from './form-end.tsx';

export interface FormulaFormProps {
  readonly tex: string;
  readonly onDone: (draft: Draft) => void;
}

/** A formula in TeX, set below as it is written. */
export const FormulaForm = ({ tex: begun, onDone }: FormulaFormProps): ReactElement => {
  const id = useId();
  const close = useCloseDialog();
  const [tex, setTex] = useState(begun);
  const sends = tex.trim() !== '' && tex.length <= Limits.textLength;
  return (
    <form
      className="compose-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!sends) return;
        onDone({ kind: 'MATH_FORMULA', content: { formula: { tex } } });
        close();
      }}
    >
      <div>
        <label className="field-label" htmlFor={id}>
          TeX
        </label>
        <textarea
          id={id}
          className="code-field"
          dir="ltr"
          rows={4}
          spellCheck={false}
          autoCapitalize="off"
          placeholder="\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}"
          maxLength={Limits.textLength}
          value={tex}
          onChange={({ target }) => setTex(target.value)}
        />
      </div>
      <div className="formula-preview" role="group" aria-label="How it will look">
        {tex.trim() === '' ? <span className="muted">What you write is set here.</span> : <Formula tex={tex} />}
      </div>
      <FormEnd sends={sends} />
    </form>
  );
};
