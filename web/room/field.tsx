import { useId } from 'react';
import type { ReactElement } from 'react';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'url' | 'number' | 'date' | 'datetime-local' | 'search';
  readonly help?: string | undefined;
  readonly lines?: number;
  readonly maxLength?: number;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly step?: number | 'any';
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly placeholder?: string;
}

/** A text, a number or a time with its label, and what to know about it. */
export const Field = ({ label, value, onChange, type = 'text', help, lines, ...rest }: FieldProps): ReactElement => {
  const id = useId();
  const shared = {
    id,
    value,
    dir: 'auto',
    autoComplete: 'off',
    className: 'text-field',
    'aria-describedby': help === undefined ? undefined : `${id}-help`,
  } as const;
  const { min, max, step, ...textOnly } = rest;
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {lines === undefined ? (
        <input {...shared} {...rest} type={type} onChange={({ target }) => onChange(target.value)} />
      ) : (
        <textarea {...shared} {...textOnly} rows={lines} onChange={({ target }) => onChange(target.value)} />
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className="muted">
          {help}
        </p>
      )}
    </div>
  );
};
