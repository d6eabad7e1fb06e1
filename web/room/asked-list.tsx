import type { ReactElement, ReactNode } from 'react';
import { Notice } from '../parts/notice.tsx';
import type { Asked } from './use-asked.ts';
import { useKeptFocus } from './use-kept-focus.ts';

export interface AskedListProps<T> {
  readonly asked: Asked<readonly T[]>;
  readonly again: () => Promise<void>;
  /** What is said where there is none. */
  readonly empty: string;
  readonly label: string;
  readonly row: (item: T) => ReactNode;
}

/** A list that the server was asked for: on its way, out of reach, empty, or there. */
export const AskedList = <T,>({ asked, again, empty, label, row }: AskedListProps<T>): ReactElement => {
  const { value } = asked;
  const list = useKeptFocus<HTMLUListElement>(value);
  if (asked.status === 'failed') {
    return (
      <Notice kind="error" title="This did not load" text={asked.problem} action={['Try again', () => void again()]} />
    );
  }
  if (value === undefined) return <Notice kind="loading" title="Loading …" />;
  if (value.length === 0) {
    return (
      <p className="muted" role="status">
        {empty}
      </p>
    );
  }
  return (
    <ul ref={list} className="members" role="list" tabIndex={-1} aria-label={label}>
      {value.map(row)}
    </ul>
  );
};
