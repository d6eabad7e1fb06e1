import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { briefOf, fullTimeOf } from '../dates.ts';
import { searchedText, senderOf } from './finding.ts';
import { excerptOf } from './folding.ts';
import { MarkedText } from './marked-text.tsx';
import { useNameOf } from '../use-name-of.ts';

const shownAtOnce = 50;

export interface FoundListProps {
  readonly rows: readonly FeedRow[];
  readonly words: readonly string[];
  readonly currentId: string | undefined;
  readonly onChoose: (messageId: string) => void;
}

/** What was found, a line each. */
export const FoundList = ({ rows, words, currentId, onChoose }: FoundListProps): ReactElement | null => {
  const nameOf = useNameOf();
  const [shown, setShown] = useState(shownAtOnce);
  const list = useRef<HTMLUListElement>(null);
  const at = rows.findIndex(({ id }) => id === currentId);
  const count = Math.max(shown, at + 1);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  if (rows.length === 0) return null;
  return (
    <ul ref={list} className="found" role="list" aria-label="Messages found">
      {rows.slice(0, count).map((row) => (
        <li key={row.key}>
          <button
            type="button"
            className="found-row"
            aria-current={row.id === currentId}
            onClick={() => {
              if (row.id !== undefined) onChoose(row.id);
            }}
          >
            <span className="found-head">
              <span className="person-name" dir="auto">
                {row.own ? 'You' : senderOf(row, nameOf)}
              </span>
              <time className="muted" dateTime={new Date(row.at).toISOString()} title={fullTimeOf(row.at)}>
                {briefOf(row.at, Date.now())}
              </time>
            </span>
            <span className="found-text" dir="auto">
              <MarkedText text={excerptOf(searchedText(row), words)} words={words} />
            </span>
          </button>
        </li>
      ))}
      {rows.length > count && (
        <li>
          <button type="button" className="quiet" onClick={() => setShown(count + shownAtOnce)}>
            Show more
          </button>
        </li>
      )}
    </ul>
  );
};
