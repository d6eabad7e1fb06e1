import type { OwnService, UpdateMyPreferences } from '../../../application/ports/own-service.ts';
import { toIso } from '../../../domain/shared/instant.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { NotificationLevel } from '../../../domain/vocabulary/sessions.ts';
import { toPreferences } from '../chat-service-answer.ts';
import type { EventReader } from '../event-reader.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

export const ownFields = (service: OwnService): ServiceFields => ({
  blockUser: userField({
    doing: 'block the user',
    read: (args, { user }) => ({ user, userId: args.text('userId') }),
    ask: service.blockUser,
    show: (isSo) => isSo,
  }),
  unblockUser: userField({
    doing: 'unblock the user',
    read: (args, { user }) => ({ user, userId: args.text('userId') }),
    ask: service.unblockUser,
    show: (isSo) => isSo,
  }),
  myBlockedUsers: userField({
    doing: 'list the blocked users',
    read: (_, { user }) => user,
    ask: service.listBlockedUsers,
    show: (users) => users.map(({ userId, since }) => ({ userId, blockedAt: toIso(since) })),
  }),
  updateMyPreferences: userField({
    doing: 'save the preferences',
    read: (args, { user }) => readPreferences(args.object('input'), user),
    ask: service.updateMyPreferences,
    show: toPreferences,
  }),
});

/** A level is never taken away: `null` stands for left out. */
const readPreferences = (input: EventReader, user: UserId): UpdateMyPreferences => ({
  user,
  sessionId: input.text('sessionId'),
  ...(input.textOrNull('notifications') === null
    ? {}
    : { notifications: input.oneOf('notifications', NotificationLevel) }),
  ...(input.has('mutedUntil') ? { mutedUntil: input.textOrNull('mutedUntil') } : {}),
  ...(input.has('customName') ? { customName: input.textOrNull('customName') } : {}),
});
