import type { ReactElement } from 'react';
import { demoPeople } from '../people.ts';

export interface PeopleOptionsProps {
  readonly id: string;
  readonly without: readonly string[];
}

/** Whom a field for a user's id suggests. */
export const PeopleOptions = ({ id, without }: PeopleOptionsProps): ReactElement => (
  <datalist id={id}>
    {demoPeople
      .filter(({ userId }) => !without.includes(userId))
      .map(({ userId, name }) => (
        <option key={userId} value={userId}>
          {name}
        </option>
      ))}
  </datalist>
);
