import type { ReactElement } from 'react';
import type { NotificationSettings } from '../../client/core/index.ts';
import { Check } from './check.tsx';

type Hours = NonNullable<NotificationSettings['quietHours']>;

export interface QuietHoursFieldProps {
  readonly hours: Hours | null;
  readonly onChange: (hours: Hours | null) => void;
}

const nights = { start: '22:00', end: '07:00' };

/** From when to when nothing is to make a sound; told together when they end. */
export const QuietHoursField = ({ hours, onChange }: QuietHoursFieldProps): ReactElement => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const part = (name: 'start' | 'end', label: string, held: Hours): ReactElement => (
    <label className="quiet-hour">
      {label}
      <input
        type="time"
        required
        value={held[name]}
        onChange={(event) => {
          const next = { ...held, [name]: event.target.value };
          // Half typed, it has no value; from and to the same is no time at all.
          if (event.target.value !== '' && next.start !== next.end) onChange(next);
        }}
      />
    </label>
  );
  return (
    <fieldset className="quiet-hours">
      <Check
        label="Quiet hours"
        isOn={hours !== null}
        onChange={(isOn) => onChange(isOn ? { ...nights, timeZone: here } : null)}
      />
      {hours !== null && (
        <div className="quiet-hours-times">
          {part('start', 'From', hours)}
          {part('end', 'to', hours)}
          <span className="muted">{hours.timeZone ?? 'time of your newest device'}</span>
        </div>
      )}
    </fieldset>
  );
};
