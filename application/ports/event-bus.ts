import type { MessageId, Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { BusEventType } from '../../domain/vocabulary/bus-events.ts';
import type { CallConnection, CallFacts } from '../../domain/vocabulary/message-content.ts';
import type { AttachmentState, MessageChange, MessageKind, SystemEvent } from '../../domain/vocabulary/messages.ts';
import type { MemberRole, SessionKind, SessionType } from '../../domain/vocabulary/sessions.ts';

/** What happened, as it may leave this system: ids and facts, never what anyone wrote, and no one's name. */
export type BusEvent =
  | BusFact<
      'SessionCreated',
      {
        readonly sessionType: SessionType;
        readonly kind: SessionKind;
        readonly createdBy: UserId;
        readonly memberCount: number;
      }
    >
  /** `actorId` is `null` where nobody in particular did it. `call` is there where `change` begins with CALL. */
  | BusFact<
      'SessionChanged',
      {
        readonly seq: Seq;
        readonly change: SystemEvent;
        readonly actorId: UserId | null;
        readonly call?: CallFact;
      }
    >
  | BusFact<
      'MembersChanged',
      { readonly userId: UserId; readonly change: 'JOINED' | 'LEFT' | 'ROLE_CHANGED'; readonly role: MemberRole }
    >
  /** `senderId` is `null` for an anonymous message: who wrote it leaves this system for nobody. */
  | BusFact<
      'MessageSent',
      {
        readonly messageId: MessageId;
        readonly seq: Seq;
        readonly kind: MessageKind;
        readonly senderId: UserId | null;
        readonly replyToId: MessageId | null;
        readonly threadId: MessageId | null;
        readonly mentions: readonly UserId[];
      }
    >
  /** `seq` is where the log tells of the change. `actorId` is an alias where an anonymous author did it. */
  | BusFact<
      'MessageChanged',
      { readonly messageId: MessageId; readonly seq: Seq; readonly change: MessageChange; readonly actorId: string }
    >
  | BusFact<'MessageExpired', { readonly messageId: MessageId }>
  | BusFact<
      'AttachmentChanged',
      { readonly messageId: MessageId; readonly fileId: string; readonly state: AttachmentState }
    >
  | BusFact<'AttachmentReleased', { readonly messageId: MessageId; readonly seq: Seq; readonly fileId: string }>;

/** The last two are `null` for a call that is not over, or that nobody answered; `quality` also where nobody reported any. */
export type CallFact = Pick<CallFacts, 'callId' | 'mode' | 'durationSeconds'> & {
  readonly participantCount: number | null;
  readonly quality: Pick<CallConnection, keyof CallConnection> | null;
};

interface BusFact<Type extends BusEventType, Facts> {
  readonly type: Type;
  readonly detail: Facts & {
    /** The same whenever the event is told again, and no other's: the bus's own ids are not. */
    readonly eventId: string;
    readonly sessionId: SessionId;
    /** ISO 8601. */
    readonly occurredAt: string;
  };
}

/** Hands events to everyone who has a rule for them: at least once each, in no order. */
export interface EventBus {
  /**
   * Returns once all of them are taken. Where it rejects, some may be taken already; publishing all of them again is safe.
   * @throws {BusUnavailable}
   */
  publish(events: readonly BusEvent[]): Promise<void>;
}

/** The bus could not take the events now. Publishing the same again is safe. */
export class BusUnavailable extends Error {
  override readonly name = 'BusUnavailable';
  constructor(why: string, options?: { readonly cause: unknown }) {
    super(`unable to publish events; ${why}`, options);
  }
}
