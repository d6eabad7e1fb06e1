import { useEffect, useMemo, useState } from 'react';
import { useValue } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import type { Mentionable } from '../content/text-parts.ts';
import { useNameOf } from '../use-name-of.ts';
import { mentionAt, mentionedIn, offered } from './mentions.ts';

export interface Mentions {
  /** Whom the list offers; empty where it is closed. */
  readonly people: readonly Mentionable[];
  readonly active: number;
  readonly move: (by: number) => void;
  readonly close: () => void;
  /** The text with a mention of `person` in place of what was begun, and where the caret goes. */
  readonly pick: (person: Mentionable) => { readonly text: string; readonly caret: number };
  /** The ids of those whom a text mentions. */
  readonly idsIn: (text: string) => readonly string[];
}

/** Whom to mention, as the text before the caret says it. Members are read when the first @ is typed. */
export const useMentions = (text: string, caret: number): Mentions => {
  const nameOf = useNameOf();
  const { feed, client } = useOpenSession();
  const { items, status, more, error } = useValue(feed.members.state);
  const [active, setActive] = useState(0);
  const [closedAt, setClosedAt] = useState<number | undefined>(undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const everybody = useMemo(() => items.map(({ userId }) => ({ userId, name: nameOf(userId) })), [items, nameOf]);
  const query = mentionAt(text, caret);
  const isOpen = query !== undefined && query.at !== closedAt;
  const people = isOpen
    ? offered(
        everybody.filter(({ userId }) => userId !== client.userId),
        query.query,
      )
    : [];
  const needs = text.includes('@');
  const lacks = isOpen && people.length === 0 && more === 'some' && error === undefined;
  useEffect(() => {
    if (needs && status === 'idle') void feed.members.load();
    if (lacks) void feed.members.loadMore();
  }, [feed, needs, lacks, status]);
  const at = Math.min(active, Math.max(0, people.length - 1));
  return {
    people,
    active: at,
    move: (by) => setActive((at + by + people.length) % Math.max(1, people.length)),
    close: () => setClosedAt(query?.at),
    pick: ({ userId, name }) => {
      const from = query?.at ?? caret;
      setChosen(new Set([...chosen, userId]));
      setActive(0);
      const before = `${text.slice(0, from)}@${name} `;
      return { text: `${before}${text.slice(caret).replace(/^ /, '')}`, caret: before.length };
    },
    idsIn: (sent) => mentionedIn(sent, everybody, chosen),
  };
};
