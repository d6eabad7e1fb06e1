import type { ChatSessionEvent } from '../../domain/chat-session/events.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { EventItem } from './layout/index.ts';
import { eventKey } from './layout/index.ts';

/** @param revision of the save that the event belongs to. */
export function eventItem(event: ChatSessionEvent, revision: number): EventItem {
  const { name, sessionType, kind, createdBy, memberIds } = event;
  return {
    ...eventKey(event.sessionId, revision, name),
    sessionId: event.sessionId,
    occurredAt: toIso(event.occurredAt),
    expiresAt: Math.floor(event.occurredAt / 1000) + Durations.outboxSeconds,
    name,
    sessionType,
    kind,
    createdBy,
    memberIds,
  };
}
