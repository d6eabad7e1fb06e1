import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { lazyModule, useLazyModule } from '../parts/lazy-module.ts';
import { CopyButton } from './code-content.tsx';

const math = lazyModule(() => import('./math.ts'));

/** A formula as it is set; its TeX where it cannot be, or not yet. */
export const FormulaContent = ({ tex }: { readonly tex: string }): ReactElement => (
  <>
    <Formula tex={tex} />
    <div className="code-foot">
      <small className="caption">Formula</small>
      <CopyButton text={tex} label="Copy the TeX" />
    </div>
  </>
);

export const Formula = ({ tex }: { readonly tex: string }): ReactElement => {
  const loaded = useLazyModule(math);
  const box = useRef<HTMLDivElement>(null);
  const [isSet, setIsSet] = useState(false);
  useLayoutEffect(() => {
    if (loaded === undefined || box.current === null) return;
    setIsSet(loaded.setFormula(box.current, tex));
  }, [loaded, tex]);
  return (
    <>
      <div ref={box} className="formula-set" hidden={!isSet} role="group" tabIndex={0} aria-label="Formula" />
      <code className="formula" dir="ltr" hidden={isSet}>
        {tex}
      </code>
      {loaded !== undefined && !isSet && tex.trim() !== '' && (
        <small className="formula-problem">This TeX cannot be set; it is shown as it was written.</small>
      )}
    </>
  );
};
