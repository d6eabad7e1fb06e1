import { createContext, useContext, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { FeedRow, SessionFeed } from '../../client/core/index.ts';
import { wordsInLine } from '../content/words-in-line.ts';
import { authorOf } from './author.ts';
import { systemSentenceOf } from './system-sentence.ts';
import { useNameOf } from '../use-name-of.ts';

/** Has a sentence read out to whoever listens to the page. */
export type Say = (sentence: string) => void;

const Voice = createContext<Say>(() => undefined);

/** Speaks in the chat's one live region. */
export const useSay = (): Say => useContext(Voice);

/** The one live region of a chat; everything in the chat that is to be heard is said here, one thing after the other. */
export const Announcer = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const region = useRef<HTMLDivElement>(null);
  const say = useMemo<Say>(
    () => (sentence) => {
      // A new element each time: the same sentence again is news again.
      const line = document.createElement('p');
      line.textContent = sentence;
      region.current?.replaceChildren(line);
    },
    [],
  );
  return (
    <Voice value={say}>
      {children}
      <div ref={region} className="visually-hidden" aria-live="polite" />
    </Voice>
  );
};

/** Reads out what others write while a session is open. History, and one's own messages, stay silent. */
export const useReadOut = (feed: SessionFeed, userId: string): void => {
  const say = useSay();
  const nameOf = useNameOf();
  const wordsOf = useEffectEvent((row: FeedRow): string =>
    row.kind === 'SYSTEM'
      ? systemSentenceOf(row, userId, nameOf)
      : `${authorOf(row, nameOf)}: ${wordsInLine(row.kind, row.text)}`,
  );
  useEffect(() => {
    let announced: number | undefined;
    const look = (): void => {
      const { messages, history, newer } = feed.state.get();
      if (newer !== 'complete' || (history === 'loading' && announced === undefined)) return;
      const newest = messages.findLast(({ progress }) => 'seq' in progress);
      const seq = newest !== undefined && 'seq' in newest.progress ? newest.progress.seq : 0;
      const isFirst = announced === undefined;
      if (seq <= (announced ?? -1)) return;
      announced = seq;
      if (isFirst || newest === undefined || newest.own) return;
      say(wordsOf(newest));
    };
    look();
    return feed.state.subscribe(look);
  }, [feed, say]);
};
