import { describe, expect, it } from 'vitest';
import { MemoryEventBus } from '../../adapters/memory/event-bus.ts';
import type { MeasuredCall } from '../ports/event-counts.ts';
import type { MemberLeft, MessageSent, SessionEvent } from '../ports/session-events.ts';
import { messageAt } from '../../domain/message/message.ts';
import { seqOf, seqZero } from '../../domain/shared/ids.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { callingOn } from '../../test/builders/calling.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { aDraft } from '../../test/builders/messages.ts';
import { aSessionId, aUser } from '../../test/builders/people.ts';
import { events } from './events.ts';
import { metrics } from './metrics.ts';

const sessionId = aSessionId();
const [ann, bob] = [aUser('ann'), aUser('bob')];

const left = (userId: UserId): MemberLeft => ({
  name: 'MemberLeft',
  id: `left ${userId}`,
  sessionId,
  occurredAt: noon,
  member: {
    userId,
    role: 'MEMBER',
    joinedAt: noon,
    mutedUntil: null,
    alias: null,
    changedSeq: seqZero,
    lastReadSeq: seqZero,
    preferences: { notifications: 'ALL', mutedUntil: null, customName: null },
  },
});

const sent = (draft: Parameters<typeof aDraft>[2]): MessageSent => ({
  name: 'MessageSent',
  id: 'sent',
  sessionId,
  occurredAt: noon,
  message: messageAt(aDraft(sessionId, ann, draft), seqOf(4), noon),
});

function aReader() {
  const bus = new MemoryEventBus();
  return { bus, reader: events({ bus, calls: callingOn(openMemoryStores()) }) };
}

describe('The reader that tells the bus', () => {
  it('lets nothing out of a message that anyone wrote, nor who wrote what is anonymous', async () => {
    const { bus, reader } = aReader();
    await reader.handle([
      sent({ text: 'canary', senderName: 'Canary Ann', alias: 'Anonymous canary', replyTo: seqOf(2), mentions: [bob] }),
    ]);
    expect(bus.published).toEqual([
      {
        type: 'MessageSent',
        detail: {
          eventId: 'sent',
          sessionId,
          occurredAt: '2026-11-21T12:00:00.000Z',
          messageId: `${sessionId}.4`,
          seq: 4,
          kind: 'TEXT',
          senderId: null,
          replyToId: `${sessionId}.2`,
          threadId: null,
          mentions: [bob],
        },
      },
    ]);
    expect(JSON.stringify(bus.published)).not.toMatch(/canary/i);
    expect(JSON.stringify(bus.published)).not.toContain(ann);
  });

  it('puts nothing on the bus of what only concerns those inside', async () => {
    const { bus, reader } = aReader();
    const common = { id: 'x', sessionId, occurredAt: noon };
    const inside: readonly SessionEvent[] = [
      { ...common, name: 'ReadPointerMoved', userId: ann, from: seqZero, to: seqOf(1) },
      { ...common, name: 'UserInvited', userId: ann, invitedBy: bob },
      { ...common, name: 'EntryRequested', userId: ann },
      { ...common, name: 'MemberChanged', before: left(ann).member, after: { ...left(ann).member, alias: 'x' } },
    ];
    await reader.handle(inside);
    expect(bus.published).toEqual([]);
  });
});

describe('The worker that counts', () => {
  it('counts an event that comes twice once, and tells kinds apart', async () => {
    const counted: string[] = [];
    const worker = metrics({
      counts: { count: ({ type, kind }) => counted.push(`${type} ${kind}`), measure: () => undefined },
    });
    const event = (eventId: string, kind: string) => ({
      source: 'parley',
      'detail-type': 'MessageSent',
      detail: { eventId, kind },
    });
    for (const body of [event('a', 'TEXT'), event('a', 'TEXT'), event('b', 'a sentence')]) {
      const job = worker.parse(body);
      if (job !== undefined) await worker.work(job, 1);
    }
    expect(counted).toEqual(['MessageSent TEXT', 'MessageSent null']);
    for (const body of [null, {}, { ...event('a', 'TEXT'), source: 'else' }, { ...event('a', 'x'), detail: {} }]) {
      expect(worker.parse(body)).toBeUndefined();
    }
  });

  it('measures a call once it is over, and of one that nobody answered only that', async () => {
    const measured: MeasuredCall[] = [];
    const worker = metrics({ counts: { count: () => undefined, measure: (call) => measured.push(call) } });
    const connection = { bandwidthKbps: 900.5, packetLossPercent: 1.25, latencyMs: 80, jitterMs: 7 };
    const call = { callId: 'c', mode: 'VIDEO', durationSeconds: 61, participantCount: 3, quality: connection };
    const ended = (change: string, more: object = {}) => ({
      source: 'parley',
      'detail-type': 'SessionChanged',
      detail: { eventId: `${change}${measured.length}`, change, call: { ...call, ...more } },
    });
    const nobody = { durationSeconds: null, participantCount: null, quality: null, mode: 'AUDIO' };
    for (const body of [
      ended('CALL_STARTED', nobody),
      ended('CALL_ENDED'),
      ended('CALL_MISSED', nobody),
      ended('CALL_RECORDED'),
      ended('CALL_FAILED', { quality: null, durationSeconds: 'long', participantCount: -1 }),
      ended('CALL_ENDED', { mode: 'ELSE' }),
    ]) {
      const job = worker.parse(body);
      if (job !== undefined) await worker.work(job, 1);
    }
    expect(measured).toEqual([
      {
        mode: 'VIDEO',
        values: {
          ...{ answered: 1, duration: 61, participants: 3 },
          ...{ bandwidth: 900.5, packetLoss: 1.25, latency: 80, jitter: 7 },
        },
      },
      { mode: 'AUDIO', values: { answered: 0 } },
      { mode: 'VIDEO', values: { answered: 0 } },
    ]);
  });
});
