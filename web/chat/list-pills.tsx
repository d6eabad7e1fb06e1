import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { Icon } from '../parts/icon.tsx';

export interface ListPillsProps {
  readonly rows: readonly FeedRow[];
  /** Since when somebody reads further up: the newest row then. Undefined at the bottom. */
  readonly away: { readonly since: string | undefined } | undefined;
  /** The first unread message was not in view yet. */
  readonly hasUnread: boolean;
  readonly onUnread: () => void;
  readonly onBottom: () => void;
}

/** The ways to what is out of view: up to where one stopped reading, down to the newest. */
export const ListPills = ({ rows, away, hasUnread, onUnread, onBottom }: ListPillsProps): ReactElement => (
  <>
    {hasUnread && (
      <button type="button" className="pill-unread" onClick={onUnread}>
        <Icon name="up" />
        Jump to unread
      </button>
    )}
    {away !== undefined && (
      <button type="button" className="pill" onClick={onBottom}>
        <Icon name="down" />
        {newsOf(countAfter(rows, away.since))}
      </button>
    )}
  </>
);

const newsOf = (missed: number): string =>
  missed === 0 ? 'To the newest' : missed === 1 ? '1 new message' : `${missed} new messages`;

/** Messages of others that came below what is being read. */
const countAfter = (rows: readonly FeedRow[], since: string | undefined): number => {
  const from = rows.findIndex(({ key }) => key === since);
  return from < 0 ? 0 : rows.slice(from + 1).filter(({ own, kind }) => !own && kind !== 'SYSTEM').length;
};
