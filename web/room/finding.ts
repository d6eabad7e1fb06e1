import type { FeedRow } from '../../client/core/index.ts';
import type { NameOf } from '../people.ts';
import { holdsAll, wordsOf } from './folding.ts';

/** What is looked for; an empty part asks for nothing. */
export interface Sought {
  readonly query: string;
  readonly senderId: string;
  readonly kind: string;
}

export const kindWords: Readonly<Partial<Record<FeedRow['kind'], string>>> = {
  TEXT: 'Texts',
  IMAGE: 'Pictures',
  VIDEO: 'Videos',
  AUDIO: 'Voice messages',
  FILE: 'Files',
  CODE: 'Code',
  MATH_FORMULA: 'Formulas',
  POLL: 'Polls',
  LOCATION: 'Places',
};

/** Everything of a message that one may remember of it. */
export const searchedText = ({ text, content }: FeedRow): string =>
  [text, content?.attachment?.name, content?.attachment?.alt, ...(content?.poll?.options ?? []).map((one) => one.text)]
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join(' · ');

export const senderOf = ({ senderId, senderName }: Pick<FeedRow, 'senderId' | 'senderName'>, nameOf: NameOf): string =>
  senderName ?? nameOf(senderId);

/** The messages that fit, newest first. Nothing is looked for where nothing is asked. */
export const found = (rows: readonly FeedRow[], { query, senderId, kind }: Sought): readonly FeedRow[] => {
  const words = wordsOf(query);
  if (words.length === 0 && senderId === '' && kind === '') return [];
  return rows
    .filter(
      (row) =>
        row.id !== undefined &&
        row.kind !== 'SYSTEM' &&
        !row.isDeleted &&
        (senderId === '' || row.senderId === senderId) &&
        (kind === '' || row.kind === kind) &&
        holdsAll(searchedText(row), words),
    )
    .reverse();
};

/** Who wrote what is loaded, by name. */
export const sendersIn = (
  rows: readonly FeedRow[],
  nameOf: NameOf,
): readonly (readonly [senderId: string, name: string])[] => {
  const names = new Map(
    rows.filter(({ kind }) => kind !== 'SYSTEM').map((row) => [row.senderId, senderOf(row, nameOf)]),
  );
  return [...names].sort(([, one], [, other]) => one.localeCompare(other));
};
