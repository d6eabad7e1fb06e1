/** Does something with each of them, in their order, some at the same time. */
export async function inGroups<Item, Answer>(
  items: readonly Item[],
  size: number,
  each: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < items.length; at += size) {
    answers.push(...(await Promise.all(items.slice(at, at + size).map(each))));
  }
  return answers;
}
