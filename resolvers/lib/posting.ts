import { util } from '@aws-appsync/utils';
import type { MemberItem, MetaItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Postable, Poster } from '../../domain/vocabulary/permissions.ts';

/** A session as the rules of posting see it. */
export const postable = (meta: MetaItem): Postable => ({
  kind: meta.kind,
  status: meta.status,
  isFrozen: meta.isFrozen ?? false,
  isClosed: meta.isClosed ?? false,
});

/** A member as the rules of posting see them. */
export const poster = ({ role, mutedUntil }: MemberItem): Poster => ({
  role,
  mutedUntil: mutedUntil === undefined ? null : util.time.parseISO8601ToEpochMilliSeconds(mutedUntil),
});

/** Until when a member may not post; null once that is over. Both times are ISO 8601 in UTC, which sort as text. */
export const mutedStill = ({ mutedUntil }: MemberItem, now: string): string | null =>
  mutedUntil !== undefined && mutedUntil > now ? mutedUntil : null;
