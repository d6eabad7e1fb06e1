import { useId, useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';

export interface InlineFormProps {
  readonly label: string;
  readonly button: string;
  readonly initial?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** The id of a datalist. */
  readonly list?: string;
  /** It is for one after the other: empty it says nothing, and is emptied when it was taken. */
  readonly emptied?: boolean;
  /** With what was typed, trimmed. Answers whether it was done; what was refused stays, to be changed. */
  readonly onSubmit: (value: string) => Promise<boolean>;
}

/** One field and its button. */
export const InlineForm = ({
  label,
  button,
  initial = '',
  emptied = false,
  onSubmit,
  ...rest
}: InlineFormProps): ReactElement => {
  const id = useId();
  // Undefined as long as nobody typed: what it begins with may change meanwhile.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const value = typed ?? initial;
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const wanted = value.trim();
    if (emptied && wanted === '') return;
    if (await onSubmit(wanted)) setTyped(undefined);
  };
  return (
    <form className="inline-form" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        id={id}
        type="text"
        dir="auto"
        autoComplete="off"
        value={value}
        onChange={({ target }) => setTyped(target.value)}
        {...rest}
      />
      <button type="submit" className="primary">
        {button}
      </button>
    </form>
  );
};
