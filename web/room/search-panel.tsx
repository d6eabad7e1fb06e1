import { useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { FeedState } from '../../client/core/index.ts';
import { useValue } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { briefOf } from '../dates.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useEvent } from '../parts/use-event.ts';
import { DateJump } from './date-jump.tsx';
import { found, kindWords, sendersIn } from './finding.ts';
import type { Sought } from './finding.ts';
import { FoundList } from './found-list.tsx';
import { wordsOf } from './folding.ts';
import { Select } from './select.tsx';
import { useHighlights } from './use-highlights.ts';
import { useNameOf } from '../use-name-of.ts';

export interface SearchPanelProps {
  readonly onJump: (messageId: string) => void;
  readonly onClose: () => void;
}

const nothing: Sought = { query: '', senderId: '', kind: '' };

/** Finds messages in the history that is loaded, and takes one there. */
export const SearchPanel = ({ onJump, onClose }: SearchPanelProps): ReactElement => {
  const nameOf = useNameOf();
  const { feed } = useOpenSession();
  const state = useValue(feed.state);
  const [sought, setSought] = useState(nothing);
  /** The message that was gone to: it stays the one, whatever is found beside it later. */
  const [currentId, setCurrentId] = useState<string | undefined>(undefined);
  const wanted = useDeferredValue(sought);
  const rows = useMemo(() => found(state.messages, wanted), [state.messages, wanted]);
  const senders = useMemo(() => sendersIn(state.messages, nameOf), [state.messages, nameOf]);
  const words = useMemo(() => wordsOf(wanted.query), [wanted.query]);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useHighlights(words);
  const at = rows.findIndex((row) => row.id === currentId);
  const isAsked = words.length > 0 || wanted.senderId !== '' || wanted.kind !== '';

  const go = (messageId: string): void => {
    setCurrentId(messageId);
    onJump(messageId);
  };
  /** Down the list is back in time. Whoever is faster than the list means what they ask for by now. */
  const step = (by: 1 | -1): void => {
    const all = wanted === sought ? rows : found(state.messages, sought);
    const now = all.findIndex((row) => row.id === currentId);
    const from = now === -1 && by === -1 ? 0 : now;
    const next = all.at((from + by) % Math.max(1, all.length));
    if (next?.id !== undefined) go(next.id);
  };
  const ask = (next: Partial<Sought>): void => {
    setSought((before) => ({ ...before, ...next }));
    setCurrentId(undefined);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key === 'Enter' && event.target === field.current && !event.nativeEvent.isComposing) {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
  };
  useEvent(window, 'keydown', (event) => {
    if (!(event instanceof globalThis.KeyboardEvent) || event.key !== 'F3') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });

  return (
    <search className="search-panel" aria-label="Search in this conversation" onKeyDown={pressed}>
      <div className="search-row">
        <label htmlFor={id} className="visually-hidden">
          Search messages
        </label>
        <input
          ref={field}
          id={id}
          type="search"
          className="text-field"
          placeholder="Search messages"
          dir="auto"
          autoComplete="off"
          autoFocus
          value={sought.query}
          onChange={({ target }) => ask({ query: target.value })}
        />
        <span className="search-count muted" role="status">
          {isAsked && countOf(at, rows.length)}
        </span>
        <IconButton icon="up" label="Newer match" disabled={rows.length === 0} onClick={() => step(-1)} />
        <IconButton icon="down" label="Older match" disabled={rows.length === 0} onClick={() => step(1)} />
        <IconButton icon="close" label="Close the search" onClick={onClose} />
      </div>
      <div className="search-row filters">
        <Select
          label="From"
          value={sought.senderId}
          options={[['', 'Anybody'], ...senders]}
          onChoose={(senderId) => ask({ senderId })}
        />
        <Select
          label="Kind"
          value={sought.kind}
          options={[['', 'Anything'], ...Object.entries(kindWords)]}
          onChoose={(kind) => ask({ kind })}
        />
        <DateJump onJump={onJump} />
      </div>
      {isAsked && <FoundList rows={rows} words={words} currentId={currentId} onChoose={go} />}
      <Reach state={state} />
    </search>
  );
};

const countOf = (at: number, count: number): string => {
  if (count === 0) return 'Nothing found';
  return at === -1 ? `${count} found` : `${at + 1} of ${count}`;
};

/** How far back the search goes, and how it goes on. */
const Reach = ({ state: { messages, history } }: { readonly state: FeedState }): ReactElement => {
  const { feed } = useOpenSession();
  const first = messages[0];
  if (history === 'complete') return <p className="search-reach muted">This is everything that was said here.</p>;
  return (
    <p className="search-reach muted">
      {first === undefined ? 'Nothing is loaded yet.' : `Searched back to ${briefOf(first.at, Date.now())}.`}
      <button type="button" className="link" disabled={history === 'loading'} onClick={() => void feed.loadOlder()}>
        {history === 'loading' ? 'Loading earlier messages …' : 'Load earlier to search more'}
      </button>
    </p>
  );
};
