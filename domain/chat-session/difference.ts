import type { UserId } from '../shared/ids.ts';

/** What became of a list of which each user has at most one. */
export interface Difference<Item> {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  /** Those that are there before and after, and are not the same. */
  readonly altered: readonly { readonly before: Item; readonly after: Item }[];
}

export function differenceOf<Item extends { readonly userId: UserId }>(
  before: readonly Item[],
  after: readonly Item[],
): Difference<Item> {
  if (before === after) return { added: [], removed: [], altered: [] };
  const earlier = new Map(before.map((item) => [item.userId, item]));
  const later = new Set(after.map(({ userId }) => userId));
  return {
    added: after.filter(({ userId }) => !earlier.has(userId)),
    removed: before.filter(({ userId }) => !later.has(userId)),
    altered: after.flatMap((item) => {
      const was = earlier.get(item.userId);
      return was === undefined || was === item ? [] : [{ before: was, after: item }];
    }),
  };
}
