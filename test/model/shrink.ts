/**
 * Fewer items that fail still: leaves out halves, quarters and so on, as long as what is left fails. Each trial is a run of its
 * own, so that there are at most `most`; where a failure is one of chance, what is found may be more than is needed.
 */
export const shrunk = async <Item>(
  items: readonly Item[],
  fails: (some: readonly Item[]) => Promise<boolean>,
  most: number,
): Promise<readonly Item[]> => {
  let [left, tries] = [items, 0];
  for (let size = Math.ceil(items.length / 2); size >= 1 && tries < most; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    // From the end: what came after the failure goes first.
    for (let end = left.length; end > 0 && tries < most; end -= size) {
      const fewer = [...left.slice(0, Math.max(0, end - size)), ...left.slice(end)];
      tries += 1;
      if (await fails(fewer)) left = fewer;
    }
  }
  return left;
};
