import type { ChatSessionEvent } from '../../domain/chat-session/events.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { EventName } from '../../domain/vocabulary/event-names.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { EventItem } from './layout/index.ts';
import { eventKey } from './layout/index.ts';

/** @param revision of the save that the event belongs to. */
export function eventItem(event: ChatSessionEvent, revision: number): EventItem {
  const outbox = {
    ...eventKey(event.sessionId, revision, event.name),
    sessionId: event.sessionId,
    occurredAt: toIso(event.occurredAt),
    expiresAt: Math.floor(event.occurredAt / 1000) + Durations.outboxSeconds,
  };
  switch (event.name) {
    case EventName.ChatSessionCreated: {
      const { name, sessionType, kind, createdBy, memberIds } = event;
      return { ...outbox, name, sessionType, kind, createdBy, memberIds: [...memberIds] };
    }
    case EventName.MembersAdded:
      return { ...outbox, name: event.name, memberIds: [...event.memberIds] };
    case EventName.ChatSessionRenamed:
      return { ...outbox, name: event.name, sessionName: event.sessionName };
    case EventName.ChatSessionArchived:
    case EventName.ChatSessionUnarchived:
      return { ...outbox, name: event.name };
  }
}
