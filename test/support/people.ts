import { Person } from './graphql.ts';

/** An access token of the local stage for a user, who needs no account. */
export const signedIn = async (url: string, userId: string, displayName: string): Promise<string> => {
  const response = await fetch(`${url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId, displayName }),
  });
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string') {
    return body.token;
  }
  throw new Error(`unable to sign in ${userId}; the answer was ${response.status}`);
};

/** A server that knows how to sign people in. */
interface SignsIn {
  readonly url: string;
  token(userId: string): Promise<string>;
}

/** Signs people in. The tuple is as long as the list of ids. */
export const people = async <Ids extends readonly string[]>(
  parley: SignsIn,
  ...ids: Ids
): Promise<{ [At in keyof Ids]: Person }> => {
  const signedIn = await Promise.all(ids.map(async (id) => new Person(id, parley.url, await parley.token(id))));
  return signedIn as { [At in keyof Ids]: Person };
};
