import type { UserId } from '../../domain/shared/ids.ts';

/** What is known of users beside what they do here. */
export interface UserDirectory {
  /** An address that is known to be the user's; `undefined` for none. @throws {DirectoryUnavailable} */
  emailOf(user: UserId): Promise<string | undefined>;
}

/** The directory could not answer now. Asking again is safe. */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable';
  constructor(options: { readonly cause: unknown }) {
    super('unable to look up a user; the directory does not answer as it should', options);
  }
}
