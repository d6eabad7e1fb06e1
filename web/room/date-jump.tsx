import { useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { sentenceOf } from '../parts/toast.tsx';
import { Field } from './field.tsx';
import { localTimeOf } from './local-time.ts';

/** Goes to what was said on a day, or first after it. */
export const DateJump = ({ onJump }: { readonly onJump: (messageId: string) => void }): ReactElement => {
  const { feed } = useOpenSession();
  const [day, setDay] = useState('');
  const [problem, setProblem] = useState('');
  const go = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const midnight = new Date(`${day}T00:00`);
    setProblem('');
    try {
      await feed.jumpTo(await feed.cursorAt(midnight));
      const rows = feed.state.get().messages.filter(({ id }) => id !== undefined);
      const first = rows.find(({ at }) => at >= midnight.getTime()) ?? rows.at(-1);
      if (first?.id === undefined) setProblem('Nothing was said since then.');
      else onJump(first.id);
    } catch (cause) {
      setProblem(sentenceOf(cause));
    }
  };
  return (
    <form className="field-and-button" onSubmit={(event) => void go(event)}>
      <Field
        label="Go to a day"
        type="date"
        value={day}
        onChange={setDay}
        max={localTimeOf(Date.now()).slice(0, 10)}
        required
      />
      <button type="submit" className="quiet outlined">
        Go
      </button>
      {problem !== '' && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
};
