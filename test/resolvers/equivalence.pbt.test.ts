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
import { toIso } from '../../domain/shared/instant.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { aDraft, aPosition } from '../builders/messages.ts';
import { describeOnApi } from '../support/api-in-process.ts';
import { MESSAGE } from '../support/graphql.ts';
import type { BothWays } from './both-ways.ts';
import {
  clockFromNow,
  elsewhere,
  expectSameState,
  heardFrom,
  heardOf,
  idOf,
  logInMemory,
  openBothWays,
  shownEntry,
  someone,
  somewhere,
  userOf,
} from './both-ways.ts';

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

type Someone = 'ann' | 'bob';

const pause = fc.constantFrom(0, 1, Durations.grace, Durations.grace + 1, 60_000);

await describeOnApi('the resolvers', { clock }, (api) => {
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
