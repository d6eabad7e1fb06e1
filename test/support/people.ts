import { Person } from './graphql.ts';
import type { Parley } from './parley.ts';

/** Signs people in. The tuple is as long as the list of ids. */
export const people = async <Ids extends readonly string[]>(
  parley: Pick<Parley, 'url' | 'token'>,
  ...ids: Ids
): Promise<{ [At in keyof Ids]: Person }> => {
  const signedIn = await Promise.all(ids.map(async (id) => new Person(id, parley.url, await parley.token(id))));
  return signedIn as { [At in keyof Ids]: Person };
};
