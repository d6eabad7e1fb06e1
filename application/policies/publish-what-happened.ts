import type { BusEvent, CallFact, EventBus } from '../ports/event-bus.ts';
import type { SessionEvent } from '../ports/session-events.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { MessageId, Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import type { CallFacts } from '../../domain/vocabulary/message-content.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';

/** Puts the facts of what happened on the bus, for everyone else who acts on it. */
export function publishWhatHappened({ bus }: { readonly bus: EventBus }) {
  return async (events: readonly SessionEvent[]): Promise<void> => {
    const facts = events.flatMap((event) => factOf(event) ?? []);
    if (facts.length > 0) await bus.publish(facts);
  };
}

/**
 * What leaves this system of an event; `undefined` where nothing does. Each is made of what is named here and nothing else:
 * an attribute that is added to a message later stays inside until it is added here, too.
 */
export function factOf(event: SessionEvent): BusEvent | undefined {
  const { sessionId } = event;
  const common = { eventId: event.id, sessionId, occurredAt: toIso(event.occurredAt) };
  switch (event.name) {
    case 'SessionCreated': {
      const { sessionType, kind, createdBy, memberIds } = event;
      return {
        type: 'SessionCreated',
        detail: { ...common, sessionType, kind, createdBy, memberCount: memberIds.length },
      };
    }
    case 'SessionChanged': {
      const { seq, system, actor } = event;
      const call = system.call === undefined ? {} : { call: callFact(system.call) };
      return {
        type: 'SessionChanged',
        detail: { ...common, seq, change: system.event, actorId: personIn(actor), ...call },
      };
    }
    case 'MessageSent': {
      const { seq, kind, senderId, alias, replyTo, threadRoot, mentions } = event.message;
      return {
        type: 'MessageSent',
        detail: {
          ...common,
          messageId: messageIdOf(sessionId, seq),
          seq,
          kind,
          senderId: alias === null ? senderId : null,
          replyToId: idAt(sessionId, replyTo),
          threadId: idAt(sessionId, threadRoot),
          mentions,
        },
      };
    }
    case 'MessageChanged': {
      const { seq, target, change, actorId } = event.entry;
      return {
        type: 'MessageChanged',
        detail: { ...common, messageId: messageIdOf(sessionId, target), seq, change, actorId },
      };
    }
    case 'MessageExpired':
      return {
        type: 'MessageExpired',
        detail: { ...common, messageId: messageIdOf(sessionId, event.message.seq) },
      };
    case 'AttachmentChanged': {
      const { seq, fileId, state } = event;
      return {
        type: 'AttachmentChanged',
        detail: { ...common, messageId: messageIdOf(sessionId, seq), fileId, state },
      };
    }
    case 'AttachmentReleased': {
      const { seq, fileId } = event;
      return {
        type: 'AttachmentReleased',
        detail: { ...common, messageId: messageIdOf(sessionId, seq), seq, fileId },
      };
    }
    case 'MemberJoined':
    case 'MemberLeft': {
      const { userId, role } = event.member;
      const change = event.name === 'MemberJoined' ? 'JOINED' : 'LEFT';
      return { type: 'MembersChanged', detail: { ...common, userId, change, role } };
    }
    case 'MemberChanged': {
      const { before, after } = event;
      if (before.role === after.role) return undefined;
      const { userId, role } = after;
      return { type: 'MembersChanged', detail: { ...common, userId, change: 'ROLE_CHANGED', role } };
    }
    case 'MessageUpdated':
    case 'ReadPointerMoved':
    case 'UserInvited':
    case 'EntryRequested':
      return undefined;
  }
}

const callFact = ({ callId, mode, durationSeconds, outcome }: CallFacts): CallFact => ({
  callId,
  mode,
  durationSeconds,
  participantCount: outcome?.participantCount ?? null,
  quality: outcome?.quality ?? null,
});

const personIn = (actor: UserId | typeof systemSender): UserId | null => (actor === systemSender ? null : actor);

const idAt = (sessionId: SessionId, seq: Seq | null): MessageId | null =>
  seq === null ? null : messageIdOf(sessionId, seq);
