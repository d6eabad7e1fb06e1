import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import { preferencesAtFirst } from '../../domain/chat-session/preferences.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { NotificationLevel } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import type { MemberItem } from './layout/index.ts';

type PreferenceName = 'notifications' | 'notificationsMutedUntil' | 'customName';

/** The attributes that a change writes; `null` for those that it takes away. */
export const preferenceAttributes = ({
  notifications,
  mutedUntil,
  customName,
}: Partial<MemberPreferences>): { readonly [Name in PreferenceName]?: NonNullable<MemberItem[Name]> | null } => ({
  ...(notifications === undefined ? {} : { notifications }),
  ...(mutedUntil === undefined ? {} : { notificationsMutedUntil: mutedUntil === null ? null : toIso(mutedUntil) }),
  ...(customName === undefined ? {} : { customName }),
});

/** A member's preferences in their MEMBER item. */
export function readPreferences(item: unknown): MemberPreferences {
  const member = new Attributes(item, 'member');
  return {
    notifications: member.oneOfOrNull('notifications', NotificationLevel) ?? preferencesAtFirst.notifications,
    mutedUntil: member.instantOrNull('notificationsMutedUntil'),
    customName: member.has('customName') ? member.sessionName('customName') : null,
  };
}
