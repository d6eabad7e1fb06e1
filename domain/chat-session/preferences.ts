import type { Instant } from '../shared/instant.ts';
import { parseMoment } from '../shared/instant.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { NotificationLevel } from '../vocabulary/sessions.ts';
import type { SessionName } from './session-name.ts';
import { parseSessionName } from './session-name.ts';

/** What a member set for themselves. Nobody else sees it. */
export interface MemberPreferences {
  readonly notifications: NotificationLevel;
  /** No notifications until then, perhaps past; `null` for no such time. */
  readonly mutedUntil: Instant | null;
  /** The member's own name for the session. */
  readonly customName: SessionName | null;
}

export const preferencesAtFirst: MemberPreferences = {
  notifications: NotificationLevel.ALL,
  mutedUntil: null,
  customName: null,
};

/** As a client writes them. What is left out stays; `null` takes it away. */
export interface PreferencesWish {
  readonly notifications?: NotificationLevel;
  readonly mutedUntil?: string | null;
  readonly customName?: string | null;
}

/** Refused: `BadInput`. */
export function parsePreferences(wish: PreferencesWish): Result<Partial<MemberPreferences>> {
  const { notifications, mutedUntil, customName } = wish;
  const until = typeof mutedUntil === 'string' ? parseMoment(mutedUntil) : null;
  if (until === undefined) return refused({ code: ErrorCode.BadInput, why: 'mutedUntil is no time from 1970 to 9999' });
  const name = typeof customName === 'string' ? parseSessionName(customName) : done(null);
  if (!name.ok) return name;
  return done({
    ...(notifications === undefined ? {} : { notifications }),
    ...(mutedUntil === undefined ? {} : { mutedUntil: until }),
    ...(customName === undefined ? {} : { customName: name.value }),
  });
}
