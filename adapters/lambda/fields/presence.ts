import type { PresenceOfUser, PresenceService, WatchPresence } from '../../../application/ports/presence-service.ts';
import type { Instant } from '../../../domain/shared/instant.ts';
import { toIso } from '../../../domain/shared/instant.ts';
import { PresenceStatus } from '../../../domain/vocabulary/presence.ts';
import type { Presence as PresenceValue } from '../../../generated/schema.ts';
import type { EventReader } from '../event-reader.ts';
import type { Caller, ServiceFields } from '../service-field.ts';
import { operatorField, userField } from '../service-field.ts';

/** `onPresence` answers the ids of those whom the caller may watch. */
export const presenceFields = (service: PresenceService): ServiceFields => ({
  presence: userField({
    doing: 'read the presence',
    read: readWatch,
    ask: service.readPresence,
    show: (all) => all.map((one) => toPresence(one, false)),
  }),
  setPresence: userField({
    doing: 'set the presence',
    read: (args, { user }) => {
      const input = args.object('input');
      const status = input.oneOf('status', PresenceStatus);
      return { user, deviceId: input.text('deviceId'), status, note: input.textOrNull('note') };
    },
    ask: service.setPresence,
    show: ({ told, ...set }) => toPresence(set, told),
  }),
  publishPresence: operatorField({
    doing: 'publish the presence',
    read: (args) => ({ userId: args.text('userId') }),
    ask: service.presenceToTell,
    show: (one) => toPresence(one, true),
  }),
  onPresence: userField({
    doing: 'listen for presence',
    read: readWatch,
    ask: service.watchPresence,
    show: ({ visible }) => visible,
  }),
});

const readWatch = (args: EventReader, { user }: Caller): WatchPresence => ({
  user,
  sessionId: args.text('sessionId'),
  userIds: args.texts('userIds'),
});

/** @param told whether the user's watchers are to hear it: they listen on a channel by the user's id. */
const toPresence = ({ user, presence }: PresenceOfUser, told: boolean): PresenceValue => ({
  userId: user,
  status: presence.status,
  note: presence.note,
  lastSeenAt: isoOrNull(presence.lastSeenAt),
  expiresAt: isoOrNull(presence.expiresAt),
  channels: told ? [user] : [],
});

const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : toIso(instant));
