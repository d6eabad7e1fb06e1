/** Somebody to try Parley as. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly role: string;
}

/** The people of the local stage. They need no account: `/dev/token` signs anyone in. */
export const demoPeople: readonly Person[] = [
  { userId: 'ann', name: 'Ann', role: 'Tutor' },
  { userId: 'bob', name: 'Bob', role: 'Student' },
  { userId: 'cat', name: 'Cat', role: 'Student' },
];

export const personOf = (userId: string): Person | undefined => demoPeople.find((person) => person.userId === userId);

/** What somebody is called whose user id came without a name. */
export type NameOf = (userId: string) => string;

/** How much of an id tells two people apart whose names nobody said. */
const tail = 4;

/**
 * A name to show for a user id that came without one, or for an alias's, which is `#` and the alias.
 *
 * @param names what the client came to know, by user id.
 */
export const nameIn = (names: ReadonlyMap<string, string>, userId: string): string => {
  if (userId.startsWith('#')) return userId.slice(1);
  return personOf(userId)?.name ?? names.get(userId) ?? `Member ${userId.slice(-tail)}`;
};

/** One of eight colours, the same for a user everywhere. */
export const hueOf = (userId: string): number =>
  [...userId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8, 7);
