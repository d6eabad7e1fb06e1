import { useId } from 'react';
import type { ReactElement } from 'react';

export interface SwitchProps {
  readonly label: string;
  readonly help: string;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
}

/** Something that is on or off, and what that means. */
export const Switch = ({ label, help, isOn, onTurn }: SwitchProps): ReactElement => {
  const id = useId();
  return (
    <div className="switch">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => onTurn(target.checked)}
      />
      <p id={`${id}-help`} className="muted">
        {help}
      </p>
    </div>
  );
};
