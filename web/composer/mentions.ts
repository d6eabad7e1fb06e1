import { mentionsIn } from '../content/text-parts.ts';
import type { Mentionable } from '../content/text-parts.ts';
import { Limits } from '../../client/core/index.ts';

/** A name that is being written after an @. */
export interface MentionQuery {
  /** Where the @ stands. */
  readonly at: number;
  readonly query: string;
}

const begun = /(?:^|[\s([{"'])@(?<query>[\p{L}\p{N}_.-]{0,40})$/u;

/** The mention that ends at the caret; undefined where there is none. */
export const mentionAt = (text: string, caret: number): MentionQuery | undefined => {
  const query = begun.exec(text.slice(0, caret))?.groups?.['query'];
  return query === undefined ? undefined : { at: caret - query.length - 1, query };
};

const mostOffered = 8;

/** Whom a name that was begun may mean: those whose name begins so first. */
export const offered = (people: readonly Mentionable[], query: string): readonly Mentionable[] => {
  const wanted = query.toLowerCase();
  const rank = ({ userId, name }: Mentionable): number =>
    name.toLowerCase().startsWith(wanted) ? 0 : userId.toLowerCase().startsWith(wanted) ? 1 : 2;
  return people
    .filter(({ userId, name }) => `${name} ${userId}`.toLowerCase().includes(wanted))
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
    .slice(0, mostOffered);
};

/** The user ids that a text mentions. Of several people of one name, whoever was chosen from the list. */
export const mentionedIn = (
  text: string,
  people: readonly Mentionable[],
  chosen: ReadonlySet<string>,
): readonly string[] => {
  const chosenFirst = [...people].sort(
    (one, other) => Number(chosen.has(other.userId)) - Number(chosen.has(one.userId)),
  );
  return [...new Set(mentionsIn(text, chosenFirst).map(({ userId }) => userId))].slice(0, Limits.mentions);
};
