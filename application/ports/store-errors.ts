/**
 * The store could not answer now: throttled, unreachable, or in conflict with another request. What was asked may or may
 * not have happened; asking for the same again is safe. Every port of stored state throws it.
 */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
  constructor(doing: string, options: { readonly cause: unknown }) {
    super(`unable to ${doing}; the store is busy`, options);
  }
}

/** The store refused what it must not refuse, or holds what it must not hold: a bug or a wrong set-up. */
export class StoreBroken extends Error {
  override readonly name = 'StoreBroken';
  constructor(doing: string, why: string, options?: { readonly cause: unknown }) {
    super(`unable to ${doing}; ${why}`, options);
  }
}
