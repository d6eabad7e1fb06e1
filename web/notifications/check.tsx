import type { ReactElement } from 'react';

export interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly disabled?: boolean;
}

export const Check = ({ label, isOn, onChange, disabled = false }: CheckProps): ReactElement => (
  <label className="check">
    <input
      type="checkbox"
      role="switch"
      checked={isOn}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
    <span>{label}</span>
  </label>
);
