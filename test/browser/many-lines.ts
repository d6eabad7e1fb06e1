import type { Person } from '../support/graphql.ts';

/**
 * Has people say so many lines, one after the other of them. The first and the last have their places; those between come at
 * once and in any order, for sixty answers that are waited for one by one take a busy machine half a minute.
 */
export const sayMany = async (
  speakers: readonly Person[],
  sessionId: string,
  count: number,
  lineOf: (n: number) => string,
): Promise<void> => {
  const say = (n: number): Promise<unknown> =>
    speakers[n % speakers.length]?.send(sessionId, `line-${n}`, lineOf(n)) ?? Promise.resolve();
  await say(1);
  await Promise.all(Array.from({ length: count - 2 }, (_, at) => say(at + 2)));
  await say(count);
};
