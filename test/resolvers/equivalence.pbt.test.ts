/**
 * A hot path is resolvers on AWS and a use case in the core. The same generated inputs through both end in the same answer,
 * word for word, and in the same stored items.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memberKey } from '../../adapters/dynamodb/layout/index.ts';
import { appendMessage } from '../../application/session-log/append-message.ts';
import { markMessageAsRead } from '../../application/use-cases/mark-message-as-read.ts';
import { readSessionLog } from '../../application/use-cases/read-session-log.ts';
import { sendMessage } from '../../application/use-cases/send-message.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { SessionKind, SessionStatus } from '../../domain/vocabulary/sessions.ts';
import { aDraft, aPosition } from '../builders/messages.ts';
import { aSessionId, user } from '../builders/people.ts';
import { anyText } from '../builders/texts.ts';
import { describeOnApi } from '../support/api-in-process.ts';
import { MESSAGE, SEND } from '../support/graphql.ts';
import type { BothWays } from './both-ways.ts';
import {
  clockFromNow,
  heardFrom,
  heardOf,
  logInMemory,
  openBothWays,
  shownEntry,
  shownMessage,
  storedLogs,
  storedSessions,
} from './both-ways.ts';

const messagesPerMinute = 3;
const LOG = `query Log($sessionId: ID!, $after: Int, $limit: Int) {
  sessionLog(sessionId: $sessionId, after: $after, limit: $limit) {
    entries { seq kind createdAt message { ${MESSAGE} } } contiguousSeq lastSeq
  }
}`;
const READ = `mutation Read($messageId: ID!) {
  markMessageAsRead(messageId: $messageId) { sessionId userId lastReadSeq readAt }
}`;

/** Ten times what a quiet machine takes. */
const timeout = 60_000;

const clock = clockFromNow();

/** Who asks: the owner, a member, or someone who is not in the session. */
const someone = fc.constantFrom('ann', 'bob', 'eve');
type Someone = 'ann' | 'bob' | 'eve';
const userOf = (both: BothWays, who: string) => (who === 'ann' || who === 'bob' ? both[who] : user(`eve-${both.id}`));

/** Mostly the session itself; else one that never was, or what is no id at all. */
const somewhere = fc.oneof(
  { weight: 8, arbitrary: fc.constant('here') },
  { weight: 1, arbitrary: fc.constantFrom('nowhere', '', 'META', '../x', 'x'.repeat(36)) },
);
const elsewhere = aSessionId();
const idOf = (both: BothWays, where: string): string => ({ here: both.id, nowhere: elsewhere })[where] ?? where;

const pause = fc.constantFrom(0, 1, Durations.grace, Durations.grace + 1, 60_000);

await describeOnApi('the resolvers', { clock, env: { MESSAGES_PER_MINUTE: `${messagesPerMinute}` } }, (api) => {
  it('send as the use case sends', { timeout }, async () => {
    const text = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('hello', 'Grüße 👩🏽‍🏫', ' x ') },
      { weight: 2, arbitrary: anyText(30) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('', ' \n', '\u200b', 'x'.repeat(5_000), 'x'.repeat(5_001), 'a\0', '\ud800'),
      },
    );
    const clientMessageId = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('one', 'two', 'three') },
      { weight: 1, arbitrary: fc.constantFrom('', '#', 'x'.repeat(128), 'x'.repeat(129), '\udc00') },
    );
    const send = fc.record({ who: someone, where: somewhere, text, clientMessageId, pause });
    const kind = fc.constantFrom(...Object.values(SessionKind));
    const status = fc.oneof(
      { weight: 4, arbitrary: fc.constant(SessionStatus.ACTIVE) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.values(SessionStatus)) },
    );

    await fc.assert(
      fc.asyncProperty(fc.array(send, { minLength: 1, maxLength: 7 }), kind, status, async (sends, kind, status) => {
        const both = await openBothWays(api, clock, { kind, status });
        const { sessionLog, rateGuards } = both.memory;
        const useCase = sendMessage({ sessionLog, rateGuards, clock, messagesPerMinute });
        for (const { who, where, text, clientMessageId, pause } of sends) {
          const [senderId, sessionId] = [userOf(both, who), idOf(both, where)];
          const input = { sessionId, clientMessageId, content: { text } };
          const answer = await api.execute(senderId, SEND, { input });
          const result = await useCase({ ...input, senderId, senderName: senderId, kind: 'TEXT', text });
          const log = await logInMemory(both);
          const shown = heardOf('send the message', result, (message) => shownMessage(message, log));
          expect(heardFrom(answer, 'sendMessage')).toEqual(shown);
          clock.pass(pause);
        }
        await expectSameState(both);
      }),
      { numRuns: 40 },
    );
  });

  it('read the log as the use case reads it', { timeout }, async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('say'), who: fc.constantFrom<Someone>('ann', 'bob') }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('abandon'), count: fc.integer({ min: 1, max: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass'), pause }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('read'),
          who: someone,
          where: somewhere,
          after: fc.integer({ min: -1, max: 12 }),
          limit: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom(-1, 0, 200, 201)),
        }),
      },
    );

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        const both = await openBothWays(api, clock);
        const logs = [api.stores.sessionLog, both.memory.sessionLog];
        const useCase = readSessionLog({ sessionLog: both.memory.sessionLog, clock });
        for (const step of steps) {
          if (step.kind === 'pass') clock.pass(step.pause);
          if (step.kind === 'abandon') {
            for (const log of logs) for (let n = 0; n < step.count; n += 1) await aPosition(log, both.id, clock.now());
          }
          if (step.kind === 'say') {
            const draft = aDraft(both.id, userOf(both, step.who));
            for (const log of logs) await appendMessage(log, clock, draft, 0);
          }
          if (step.kind !== 'read') continue;
          const { after, limit } = step;
          const [reader, sessionId] = [userOf(both, step.who), idOf(both, step.where)];
          const answer = await api.execute(reader, LOG, { sessionId, after, limit });
          const result = await useCase({ user: reader, sessionId, after, limit });
          const log = await logInMemory(both);
          const shown = heardOf('read the session log', result, ({ entries, contiguousSeq, lastSeq }) => ({
            entries: entries.map((entry) => shownEntry(both.id, entry, log)),
            contiguousSeq,
            lastSeq,
          }));
          expect(heardFrom(answer, 'sessionLog')).toEqual(shown);
        }
        await expectSameState(both);
      }),
      { numRuns: 40 },
    );
  });

  it('mark as read as the use case marks', { timeout }, async () => {
    const id = fc.oneof(
      { weight: 6, arbitrary: fc.nat(5).map((seq) => (both: BothWays) => `${both.id}.${seq}`) },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom('', '.', 'x', '.1', `${elsewhere}.1`, `${elsewhere}.01`, `${elsewhere}.1.1`, `${elsewhere}.-1`)
          .map((text) => () => text),
      },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom('01', '1e0', '1000000000000', '+1', '1#')
          .map((seq) => (both: BothWays) => `${both.id}.${seq}`),
      },
    );
    const mark = fc.record({ who: someone, id, pause });

    await fc.assert(
      fc.asyncProperty(fc.array(mark, { minLength: 1, maxLength: 8 }), async (marks) => {
        const both = await openBothWays(api, clock);
        const logs = [api.stores.sessionLog, both.memory.sessionLog];
        for (const sender of [both.ann, both.bob, both.ann]) {
          const draft = aDraft(both.id, sender);
          for (const log of logs) await appendMessage(log, clock, draft, 0);
        }
        // Position 4 stays empty for ever, and 5 is in flight.
        for (const log of logs) {
          for (const seq of [4, 5]) expect(await aPosition(log, both.id, clock.now())).toBe(seq);
          await log.seal(both.id, [seqOf(4)], clock.now());
        }
        const useCase = markMessageAsRead({ sessionLog: both.memory.sessionLog, clock });
        for (const { who, id, pause } of marks) {
          const [reader, messageId] = [userOf(both, who), id(both)];
          const answer = await api.execute(reader, READ, { messageId });
          const result = await useCase({ user: reader, messageId });
          const shown = heardOf('mark the message as read', result, ({ sessionId, userId, lastReadSeq, readAt }) => ({
            sessionId,
            userId,
            lastReadSeq,
            readAt: toIso(readAt),
          }));
          expect(heardFrom(answer, 'markMessageAsRead')).toEqual(shown);
          if (result.ok) {
            const { lastReadSeq, readAt } = result.value;
            const item = await api.item('chat', memberKey(both.id, reader));
            expect(item).toMatchObject({ lastReadSeq, readAt: toIso(readAt) });
          }
          clock.pass(pause);
        }
        await expectSameState(both);
      }),
      { numRuns: 40 },
    );
  });
});

async function expectSameState(both: BothWays): Promise<void> {
  const logs = await storedLogs(both);
  expect(logs.stored).toEqual(logs.expected);
  expect(logs.more).toEqual([]);
  const sessions = await storedSessions(both);
  expect(sessions.stored).toEqual(sessions.expected);
}
