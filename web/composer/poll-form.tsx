import { useState } from 'react';
import type { ReactElement } from 'react';
import { Durations, Limits } from '../../client/core/index.ts';
import type { Draft } from '../../client/core/index.ts';
import { useCloseDialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { FormEnd } from './form-end.tsx';

interface Option {
  readonly id: number;
  readonly text: string;
}

const leastOptions = 2;

/** A question and what can be answered. */
export const PollForm = ({ onDone }: { readonly onDone: (draft: Draft) => void }): ReactElement => {
  const close = useCloseDialog();
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState<readonly Option[]>([
    { id: 0, text: '' },
    { id: 1, text: '' },
  ]);
  const [isMultiple, setIsMultiple] = useState(false);
  const [isAnonymous, setIsAnonymous] = useState(false);
  const [closes, setCloses] = useState('');
  const texts = options.map(({ text }) => text.trim()).filter((text) => text !== '');
  const problem = problemOf(texts, closes);
  const sends = question.trim() !== '' && texts.length >= leastOptions && problem === undefined;
  const send = (): void => {
    const closesAt = closes === '' ? {} : { closesAt: new Date(closes).toISOString() };
    const poll = { question: question.trim(), options: texts, isMultiple, isAnonymous, ...closesAt };
    onDone({ kind: 'POLL', content: { poll } });
    close();
  };
  return (
    <form
      className="compose-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (sends) send();
      }}
    >
      <label>
        <span className="field-label">Question</span>
        <input
          type="text"
          dir="auto"
          maxLength={Limits.pollQuestionLength}
          value={question}
          onChange={({ target }) => setQuestion(target.value)}
        />
      </label>
      <fieldset className="poll-options">
        <legend>Answers</legend>
        {options.map(({ id, text }, at) => (
          <div key={id} className="poll-option">
            <input
              type="text"
              dir="auto"
              aria-label={`Answer ${at + 1}`}
              maxLength={Limits.pollOptionLength}
              value={text}
              onChange={({ target }) =>
                setOptions(options.map((option) => (option.id === id ? { id, text: target.value } : option)))
              }
            />
            {options.length > leastOptions && (
              <IconButton
                icon="close"
                label={`Remove answer ${at + 1}`}
                onClick={() => setOptions(options.filter((option) => option.id !== id))}
              />
            )}
          </div>
        ))}
        {options.length < Limits.pollOptions && (
          <button
            type="button"
            className="quiet"
            onClick={() => setOptions([...options, { id: Math.max(...options.map(({ id }) => id)) + 1, text: '' }])}
          >
            <Icon name="plus" />
            Another answer
          </button>
        )}
      </fieldset>
      <label className="tick">
        <input type="checkbox" checked={isMultiple} onChange={({ target }) => setIsMultiple(target.checked)} />
        Several answers may be chosen
      </label>
      <label className="tick">
        <input type="checkbox" checked={isAnonymous} onChange={({ target }) => setIsAnonymous(target.checked)} />
        Nobody sees who chose what
      </label>
      <label>
        <span className="field-label">Closes (optional)</span>
        <input type="datetime-local" value={closes} onChange={({ target }) => setCloses(target.value)} />
      </label>
      <p className="problem" role="status">
        {problem}
      </p>
      <FormEnd sends={sends} />
    </form>
  );
};

const problemOf = (texts: readonly string[], closes: string): string | undefined => {
  if (new Set(texts).size < texts.length) return 'Two answers are the same.';
  const at = closes === '' ? undefined : Date.parse(closes);
  if (at === undefined) return undefined;
  if (!(at > Date.now())) return 'It would be closed already.';
  return at > Date.now() + Durations.year ? 'It closes within a year.' : undefined;
};
