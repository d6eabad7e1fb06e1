import type { ReactElement } from 'react';

export interface ListFilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Narrows the list to what is called so. Escape empties it. */
export const ListFilter = ({ value, onChange }: ListFilterProps): ReactElement => (
  <input
    type="search"
    className="list-filter"
    aria-label="Filter conversations"
    placeholder="Filter"
    dir="auto"
    autoComplete="off"
    value={value}
    onChange={(event) => onChange(event.target.value)}
    onKeyDown={(event) => {
      if (event.key === 'Escape' && value !== '') {
        event.stopPropagation();
        onChange('');
      }
    }}
  />
);
