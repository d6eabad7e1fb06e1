/**
 * A hot path is resolvers on AWS and a use case in the core. The same generated inputs through both end in the same answer,
 * word for word, and in the same stored items.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memberKey } from '../../adapters/dynamodb/layout/index.ts';
import { readPointers } from '../../adapters/dynamodb/session-items.ts';
import { markMessageAsDelivered } from '../../application/use-cases/mark-message-as-delivered.ts';
import { markMessageAsRead } from '../../application/use-cases/mark-message-as-read.ts';
import { readSessionLog } from '../../application/use-cases/read-session-log.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Seq, UserId } from '../../domain/shared/ids.ts';
import { everyMessageFragment, receiptFragment } from '../../domain/vocabulary/event-fragments.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { Scribe } from '../builders/scribe.ts';
import { describeOnApi } from '../support/api-in-process.ts';
import { nested } from '../support/graphql.ts';
import { often } from '../support/in-full.ts';
import type { BothWays } from './both-ways.ts';
import {
  clockFromNow,
  elsewhere,
  expectSameState,
  heardFrom,
  heardOf,
  idOf,
  openBothWays,
  shownEntry,
  someone,
  somewhere,
  userOf,
} from './both-ways.ts';

const LOG = `query Log($sessionId: ID!, $after: Int, $limit: Int) {
  sessionLog(sessionId: $sessionId, after: $after, limit: $limit) {
    entries { sessionId seq kind createdAt change actorId message { ${nested(everyMessageFragment)} } } contiguousSeq lastSeq
  }
}`;
const MARK = (as: string) => `mutation Mark($messageId: ID!) {
  markMessageAs${as}(messageId: $messageId) { ${nested(receiptFragment)} }
}`;

/** Ten times what a quiet machine takes. */
const timeout = 60_000;

const clock = clockFromNow();

type Someone = 'ann' | 'bob';

const pause = fc.constantFrom(0, 1, Durations.grace, Durations.grace + 1, 60_000);

await describeOnApi('the resolvers', { clock }, (api) => {
  it('read the log as the use case reads it', { timeout }, async () => {
    const one = fc.constantFrom<Someone>('ann', 'bob');
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('say'), who: one, alias: fc.boolean() }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('answer'), who: one, pick: fc.nat(9), inThread: fc.boolean() }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('change'),
          pick: fc.nat(9),
          how: fc.constantFrom('edit', 'react', 'delete'),
        }),
      },
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
        const scribes = [api.stores, both.memory].map((stores) => new Scribe(stores, clock, both.id));
        const useCase = readSessionLog({ sessionLog: both.memory.sessionLog, clock });
        const said: { readonly seq: Seq; readonly by: UserId; readonly inThread: boolean; gone: boolean }[] = [];
        const sayAs = async (by: UserId, wish: Parameters<Scribe['say']>[1], inThread = false) => {
          const clientMessageId = `c-${said.length}`;
          for (const scribe of scribes) {
            const { seq } = await scribe.say(by, { ...wish, clientMessageId });
            if (scribe === scribes[0]) said.push({ seq, by, inThread, gone: false });
          }
        };
        for (const step of steps) {
          const there = said.filter(
            ({ gone, inThread }) => !gone && !(step.kind === 'answer' && step.inThread && inThread),
          );
          const target = 'pick' in step ? there[step.pick % Math.max(there.length, 1)] : undefined;
          if (step.kind === 'pass') clock.pass(step.pause);
          if (step.kind === 'abandon') {
            for (const scribe of scribes) for (let n = 0; n < step.count; n += 1) await scribe.leaveOpen();
          }
          if (step.kind === 'say') {
            await sayAs(userOf(both, step.who), { alias: step.alias ? 'Anonymous 1' : null });
          }
          if (step.kind === 'answer' && target !== undefined) {
            const wish = step.inThread ? { threadRoot: target.seq } : { replyTo: target.seq };
            await sayAs(userOf(both, step.who), wish, step.inThread);
          }
          if (step.kind === 'change' && target !== undefined) {
            for (const scribe of scribes) {
              if (step.how === 'edit') await scribe.edit(target.by, target.seq, 'edited');
              if (step.how === 'react') await scribe.react(both.bob, target.seq, '👍');
              if (step.how === 'delete') await scribe.delete(both.ann, target.seq);
            }
            target.gone = step.how === 'delete';
          }
          if (step.kind !== 'read') continue;
          const { after, limit } = step;
          const [reader, sessionId] = [userOf(both, step.who), idOf(both, step.where)];
          const answer = await api.execute(reader, LOG, { sessionId, after, limit });
          const result = await useCase({ user: reader, sessionId, after, limit });
          const shown = heardOf('read the session log', result, ({ entries, related, contiguousSeq, lastSeq }) => ({
            entries: entries.map((entry) => shownEntry(both.id, entry, [...related, ...entries])),
            contiguousSeq,
            lastSeq,
          }));
          expect(heardFrom(answer, 'sessionLog')).toEqual(shown);
        }
        await expectSameState(both);
      }),
      { numRuns: often(25, 40) },
    );
  });

  it('move pointers as the use cases move them', { timeout }, async () => {
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
    const mark = fc.record({ as: fc.constantFrom('Read', 'Delivered'), who: someone, id, pause });

    await fc.assert(
      fc.asyncProperty(fc.array(mark, { minLength: 1, maxLength: 8 }), async (marks) => {
        const both = await openBothWays(api, clock);
        for (const stores of [api.stores, both.memory]) {
          const scribe = new Scribe(stores, clock, both.id);
          for (const [at, sender] of [both.ann, both.bob, both.ann].entries()) {
            await scribe.say(sender, { clientMessageId: `c-${at}` });
          }
          // Position 4 stays empty for ever, and 5 is in flight.
          await scribe.leaveEmpty(1);
          await scribe.leaveOpen();
        }
        const { sessionLog } = both.memory;
        const useCases = {
          Read: markMessageAsRead({ sessionLog, clock }),
          Delivered: markMessageAsDelivered({ sessionLog }),
        };
        for (const { as, who, id, pause } of marks) {
          const [reader, messageId] = [userOf(both, who), id(both)];
          const answer = await api.execute(reader, MARK(as), { messageId });
          const result = await (as === 'Read' ? useCases.Read : useCases.Delivered)({ user: reader, messageId });
          const shown = heardOf(`mark the message as ${as.toLowerCase()}`, result, (receipt) => ({
            sessionId: receipt.sessionId,
            userId: receipt.userId,
            lastReadSeq: receipt.lastReadSeq,
            readAt: receipt.readAt === null ? null : toIso(receipt.readAt),
            lastDeliveredSeq: receipt.lastDeliveredSeq,
            audience: [...receipt.audience],
          }));
          expect(heardFrom(answer, `markMessageAs${as}`)).toEqual(shown);
          if (result.ok) {
            const pointers = readPointers(await api.item('chat', memberKey(both.id, reader)));
            const { lastReadSeq, readAt, lastDeliveredSeq } = result.value;
            expect(pointers).toEqual({ lastReadSeq, readAt, lastDeliveredSeq });
          }
          clock.pass(pause);
        }
        await expectSameState(both);
      }),
      { numRuns: often(25, 40) },
    );
  });
});
