/** How long what members say is kept: docs/session-log.md, "Retention". A leaf: resolvers and services ask the same rules. */

const daySeconds = 86_400;

/**
 * From when on a message is no more, in epoch seconds, which the table's time to live takes; `undefined` for never.
 *
 * @param retentionDays of the session as its message was sent; 0 for ever.
 * @param at when its position was taken, in epoch milliseconds.
 */
export const expiryOf = (retentionDays: number, at: number): number | undefined =>
  retentionDays === 0 ? undefined : Math.floor(at / 1000) + retentionDays * daySeconds;

/** Whether that time has come. The database removes such a message hours or days later. `now` is in epoch milliseconds. */
export const isExpired = (expiresAt: number | undefined, now: number): boolean =>
  expiresAt !== undefined && expiresAt * 1000 <= now;
