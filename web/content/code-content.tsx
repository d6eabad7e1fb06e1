import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { MessageContent } from '../../client/core/index.ts';
import { Icon } from '../parts/icon.tsx';
import { lazyModule, useLazyModule } from '../parts/lazy-module.ts';
import { CodeTokens } from './code-tokens.tsx';
import { counted, languageName } from './words.ts';

const highlighter = lazyModule(() => import('./highlight.ts'));

/** Code, and what is known of it. */
export const CodeContent = ({ code }: { readonly code: NonNullable<MessageContent['code']> }): ReactElement => {
  const { language, source, lineCount } = code;
  return (
    <>
      <CodeFrame language={language} source={source} lineCount={lineCount} />
      <div className="code-foot">
        <small className="caption">{factsOf(code)}</small>
        <CopyButton text={source} label="Copy the code" />
      </div>
    </>
  );
};

export interface CodeFrameProps {
  /** In whatever case; one that is not known, or empty, is not highlighted. */
  readonly language: string;
  readonly source: string;
  readonly lineCount: number;
}

/** Code, highlighted as soon as the highlighter is there. Long lines scroll inside, with the keyboard too. */
export const CodeFrame = ({ language, source, lineCount }: CodeFrameProps): ReactElement => {
  const loaded = useLazyModule(highlighter);
  const tokens = useMemo(() => loaded?.tokensOf(language, source), [loaded, language, source]);
  return (
    <div
      className="code-frame"
      role="group"
      tabIndex={0}
      aria-label={`${languageName(language)} code`.trim()}
      dir="ltr"
    >
      {lineCount > 1 && (
        <div className="code-lines" aria-hidden="true">
          {Array.from({ length: lineCount }, (_, at) => at + 1).join('\n')}
        </div>
      )}
      <pre className="code">
        <code>{tokens === undefined ? source : <CodeTokens tokens={tokens} />}</code>
      </pre>
    </div>
  );
};

const readingShownFrom = 60;

const factsOf = ({ language, lineCount, readingSeconds, syntax, problems }: NonNullable<MessageContent['code']>) => {
  const [first] = problems;
  return [
    languageName(language),
    counted(lineCount, 'line'),
    readingSeconds < readingShownFrom ? '' : `${Math.round(readingSeconds / 60)} min to read`,
    syntax !== 'INVALID' ? '' : first === undefined ? 'does not parse' : `does not parse at line ${first.line}`,
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
};

const thanksMs = 2_000;

export const CopyButton = ({ text, label }: { readonly text: string; readonly label: string }): ReactElement => {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | undefined>(undefined);
  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), thanksMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  return (
    <button type="button" className="link copy" aria-label={label} onClick={copy}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      <span role={outcome === undefined ? undefined : 'status'}>
        {outcome === undefined ? 'Copy' : outcome === 'copied' ? 'Copied' : 'Not copied'}
      </span>
    </button>
  );
};
