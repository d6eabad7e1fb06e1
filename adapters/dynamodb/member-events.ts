import type { MemberState, SessionEvent } from '../../application/ports/session-events.ts';
import { EventName } from '../../domain/vocabulary/event-names.ts';
import { SessionKind, SessionType } from '../../domain/vocabulary/sessions.ts';
import { readInvite, readJoinRequest } from './admission-items.ts';
import { Attributes } from './attributes.ts';
import type { ItemChange } from './item-change.ts';
import { happened } from './item-change.ts';
import { readPreferences } from './preference-items.ts';
import { readMember } from './session-items.ts';

/** What a MEMBER item tells. How far messages were delivered to a member is told to nobody. */
export function eventsOfMember(change: ItemChange): readonly SessionEvent[] {
  const [before, after] = [change.before, change.after].map((item) => (item === undefined ? undefined : stateOf(item)));
  if (before === undefined) {
    if (after === undefined) return [];
    return [{ ...happened(change, 'MemberJoined', after.joinedAt), name: 'MemberJoined', member: after }];
  }
  if (after === undefined) {
    return [{ ...happened(change, 'MemberLeft', change.storedAt), name: 'MemberLeft', member: before }];
  }
  const events: SessionEvent[] = [];
  if (before.lastReadSeq !== after.lastReadSeq) {
    const [from, to] = [before.lastReadSeq, after.lastReadSeq];
    const { userId } = after;
    events.push({
      ...happened(change, 'ReadPointerMoved', change.storedAt),
      name: 'ReadPointerMoved',
      userId,
      from,
      to,
    });
  }
  if (!isSame(before, after)) {
    events.push({ ...happened(change, 'MemberChanged', change.storedAt), name: 'MemberChanged', before, after });
  }
  return events;
}

const stateOf = (item: unknown): MemberState => ({ ...readMember(item), preferences: readPreferences(item) });

/** But for how far they have read. */
const isSame = (one: MemberState, other: MemberState): boolean =>
  one.role === other.role &&
  one.joinedAt === other.joinedAt &&
  one.mutedUntil === other.mutedUntil &&
  one.alias === other.alias &&
  one.changedSeq === other.changedSeq &&
  one.preferences.notifications === other.preferences.notifications &&
  one.preferences.mutedUntil === other.preferences.mutedUntil &&
  one.preferences.customName === other.preferences.customName;

/** What an EVENT item tells, once: that it is taken away later means nothing. */
export function eventsOfOutbox(change: ItemChange): readonly SessionEvent[] {
  if (change.before !== undefined || change.after === undefined) return [];
  const event = new Attributes(change.after, 'event');
  if (event.oneOf('name', EventName) !== EventName.ChatSessionCreated) return [];
  return [
    {
      ...happened(change, 'SessionCreated', event.instant('occurredAt')),
      name: 'SessionCreated',
      sessionType: event.oneOf('sessionType', SessionType),
      kind: event.oneOf('kind', SessionKind),
      createdBy: event.userId('createdBy'),
      memberIds: event.userIds('memberIds'),
    },
  ];
}

/** What an INVITE item tells: being invited again counts, no longer being invited does not. */
export function eventsOfInvite(change: ItemChange): readonly SessionEvent[] {
  if (change.after === undefined) return [];
  const { userId, invitedBy, invitedAt } = readInvite(change.after);
  return [{ ...happened(change, 'UserInvited', invitedAt), name: 'UserInvited', userId, invitedBy }];
}

/** What a REQUEST item tells, likewise. */
export function eventsOfRequest(change: ItemChange): readonly SessionEvent[] {
  if (change.after === undefined) return [];
  const { userId, requestedAt } = readJoinRequest(change.after);
  return [{ ...happened(change, 'EntryRequested', requestedAt), name: 'EntryRequested', userId }];
}
