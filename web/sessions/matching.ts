/** Marks do not count: "ecole" finds "École". */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * How well `asked` fits `name`: undefined where its letters do not occur in this order, else the higher the better.
 * Letters that follow each other and such that begin a word count more.
 */
export const fitOf = (asked: string, name: string): number | undefined => {
  const text = plain(name);
  const letters = [...plain(asked)].filter((letter) => letter.trim() !== '');
  const whole = letters.join('');
  let score = text.startsWith(whole) ? 100 : text.includes(whole) ? 50 : 0;
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at === -1) return undefined;
    const before = text.charAt(at - 1);
    score += (at === from && at > 0 ? 3 : 0) + (at === 0 || !/[\p{L}\p{N}]/u.test(before) ? 5 : 0);
    from = at + letter.length;
  }
  return score - text.length / 100;
};

/** Those whose name holds every word of `asked`, in the order in which they were. */
export const matching = <T>(items: readonly T[], asked: string, nameOf: (item: T) => string): readonly T[] => {
  const words = plain(asked)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  return items.filter((item) => {
    const name = plain(nameOf(item));
    return words.every((word) => name.includes(word));
  });
};

/** Those that fit, the best first; without anything asked all of them, as they were. */
export const bestOf = <T>(items: readonly T[], asked: string, nameOf: (item: T) => string): readonly T[] => {
  if (asked.trim() === '') return items;
  return items
    .flatMap((item) => {
      const fit = fitOf(asked, nameOf(item));
      return fit === undefined ? [] : [{ item, fit }];
    })
    .sort((one, other) => other.fit - one.fit)
    .map(({ item }) => item);
};
