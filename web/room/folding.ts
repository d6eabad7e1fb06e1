/**
 * A text as it is searched: without accents, in one case. `places[i]` is where in the text the folded letter `i` stands,
 * and one more for the end, so that what was found can be marked in what was written.
 */
export interface Folded {
  readonly letters: string;
  readonly places: readonly number[];
}

/** Upper case first: it is what makes "ss" of "ß". */
const fold = (letter: string): string => letter.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();

export const folded = (text: string): Folded => {
  let letters = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = fold(letter);
    letters += plain;
    for (let each = 0; each < plain.length; each += 1) places.push(at);
    at += letter.length;
  }
  return { letters, places: [...places, at] };
};

/** The words that somebody looks for, folded. */
export const wordsOf = (query: string): readonly string[] => [
  ...new Set(
    folded(query)
      .letters.split(/\s+/)
      .filter((word) => word !== ''),
  ),
];

/** Whether every word occurs. */
export const holdsAll = (text: string, words: readonly string[]): boolean => {
  const { letters } = folded(text);
  return words.every((word) => letters.includes(word));
};

/** A stretch of a text: from its first letter up to before its end. */
export type Stretch = readonly [from: number, to: number];

/** Where the words stand in a text, in its order; what overlaps is one. */
export const stretchesOf = (text: string, words: readonly string[]): readonly Stretch[] => {
  const { letters, places } = folded(text);
  const found: Stretch[] = [];
  for (const word of words) {
    for (let at = letters.indexOf(word); at !== -1; at = letters.indexOf(word, at + 1)) {
      const from = places[at] ?? 0;
      const last = places[at + word.length - 1] ?? from;
      // An accent that stands by itself belongs to the letter before it.
      const to = places.slice(at + word.length).find((place) => place > last) ?? text.length;
      found.push([from, to]);
    }
  }
  return merged(found.sort(([one], [other]) => one - other));
};

const merged = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const merging: Stretch[] = [];
  for (const [from, to] of stretches) {
    const before = merging.at(-1);
    if (before !== undefined && from <= before[1]) merging[merging.length - 1] = [before[0], Math.max(before[1], to)];
    else merging.push([from, to]);
  }
  return merging;
};

/** So many letters around the first stretch, for a line of a list. */
export const excerptOf = (text: string, words: readonly string[], length = 90): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const [first] = stretchesOf(line, words);
  if (line.length <= length || first === undefined || first[1] <= length) return line.slice(0, length * 2);
  return `… ${line.slice(Math.max(0, first[0] - Math.round(length / 3)))}`.slice(0, length * 2);
};
