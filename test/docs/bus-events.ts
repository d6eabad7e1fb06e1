import { factOf } from '../../application/policies/publish-what-happened.ts';
import type { BusEvent } from '../../application/ports/event-bus.ts';
import type { MemberState, SessionEvent } from '../../application/ports/session-events.ts';
import { messageAt } from '../../domain/message/message.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { parseSessionId, seqOf } from '../../domain/shared/ids.ts';
import { aDraft } from '../builders/messages.ts';
import { user } from '../builders/people.ts';

const sessionId = parseSessionId('6f1c9e0a-4d52-4c1b-9a39-0d8f6f0f1c11');
if (sessionId === undefined) throw new Error('unable to go on; the example names no session');
const [ann, bob] = [user('ann'), user('bob')];
const at = instantOf(Date.UTC(2026, 10, 21, 12));
const common = { sessionId, occurredAt: at };
const joined = (role: MemberState['role']): MemberState => ({
  userId: bob,
  role,
  joinedAt: at,
  mutedUntil: null,
  alias: 'Anonymous 4f9c2a1b',
  changedSeq: seqOf(3),
  lastReadSeq: seqOf(3),
  preferences: { notifications: 'ALL', mutedUntil: null, customName: null },
});
const message = messageAt(
  aDraft(sessionId, ann, { text: 'Shall we begin?', mentions: [bob], replyTo: seqOf(5) }),
  seqOf(7),
  at,
);

/** One of each that the bus is told, in the order of docs/events.md. */
const happened: readonly SessionEvent[] = [
  {
    ...common,
    id: '9001/SessionCreated',
    name: 'SessionCreated',
    sessionType: 'LESSON',
    kind: 'GROUP',
    createdBy: ann,
    memberIds: [ann, bob],
  },
  {
    ...common,
    id: '9002/SessionChanged',
    name: 'SessionChanged',
    seq: seqOf(4),
    actor: ann,
    system: {
      event: 'CALL_ENDED',
      userIds: [],
      role: null,
      until: null,
      messageSeq: null,
      session: null,
      call: {
        callId: '0d6c5d62-3b1c-4a5f-8e43-6f0b0a1f7c21',
        mode: 'VIDEO',
        durationSeconds: 1834,
        outcome: {
          participantCount: 2,
          quality: { bandwidthKbps: 912.4, packetLossPercent: 0.31, latencyMs: 48.5, jitterMs: 6.2 },
        },
      },
    },
  },
  { ...common, id: '9003/MemberJoined', name: 'MemberJoined', member: joined('MEMBER') },
  { ...common, id: '9004/MessageSent', name: 'MessageSent', message },
  {
    ...common,
    id: '9005/MessageChanged',
    name: 'MessageChanged',
    entry: { kind: 'MESSAGE_CHANGED', seq: seqOf(8), at, target: seqOf(7), change: 'EDITED', actorId: ann },
  },
  { ...common, id: '9006/MessageExpired', name: 'MessageExpired', message },
  {
    ...common,
    id: '9007/AttachmentChanged',
    name: 'AttachmentChanged',
    seq: seqOf(9),
    fileId: `${sessionId}.Zm9vYmFyYmF6cXV4MTIzNA`,
    state: 'CLEAN',
  },
  {
    ...common,
    id: '9008/AttachmentReleased',
    name: 'AttachmentReleased',
    seq: seqOf(9),
    fileId: `${sessionId}.Zm9vYmFyYmF6cXV4MTIzNA`,
  },
];

/** What the bus is told of each. */
export const exampleEvents: readonly BusEvent[] = happened.flatMap((event) => factOf(event) ?? []);
