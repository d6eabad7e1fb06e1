import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import type { SessionChangeDependencies } from '../../application/chat-sessions/change-chat-session.ts';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import { ConcurrentChange } from '../../application/ports/chat-sessions.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { hurried } from '../builders/pacing.ts';
import { user } from '../builders/people.ts';
import { theWhole, toldIn } from '../builders/session-changes.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Stores } from '../contracts/stores.ts';
import type { Attempt } from './plans.ts';
import { attempts } from './plans.ts';
import { replayed } from './replay.ts';

const people = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay'].map((name) => user(name));
const [ann = user('ann'), bob = user('bob'), cat = user('cat')] = people;

/** Lets `turn` decide when each step of the store happens. */
const inTurns = (stores: Stores, turn: () => Promise<void>): SessionChangeDependencies => ({
  chatSessions: {
    find: (id, about) => turn().then(() => stores.chatSessions.find(id, about)),
    save: (session, positions) => turn().then(() => stores.chatSessions.save(session, positions)),
  },
  sessionLog: {
    reserve: (...asked) => turn().then(() => stores.sessionLog.reserve(...asked)),
    seal: (...asked) => turn().then(() => stores.sessionLog.seal(...asked)),
  },
  live: new MemoryLiveDelivery(),
  clock: new ManualClock(),
  pacing: hurried,
});

/** Several at once try one thing after the other. */
type Crowd = readonly (readonly Attempt[])[];

/** A session of Ann, Bob and Cat, in which a crowd tries what it tries; and what it was at first. */
async function crowded(stores: Stores, crowd: Crowd, turn: () => Promise<void>) {
  const session = aChatSession({ kind: 'PUBLIC', creator: ann, memberIds: [bob, cat], settings: { maxMembers: 4 } });
  await stores.chatSessions.save(session);
  const dependencies = inTurns(stores, turn);
  const tryAll = async (tried: readonly Attempt[]): Promise<void> => {
    for (const { by, about, decision } of tried) {
      await changeChatSession(dependencies, { sessionId: session.id, by, about, decision }).catch((error: unknown) => {
        if (!(error instanceof ConcurrentChange)) throw error;
      });
    }
  };
  return { session, done: Promise.all(crowd.map(tryAll)) };
}

/** Holds a session to all that must be so of it, whatever happened. */
async function expectSound(stores: Stores, first: Awaited<ReturnType<typeof crowded>>['session']): Promise<void> {
  const { state } = await theWhole(stores, first.id);
  const told = await toldIn(stores, first.id);
  const heard = replayed(first.state, told);
  const owners = state.members.filter(({ role }) => role === 'OWNER').map(({ userId }) => userId);

  expect(state.memberCount).toBe(state.members.length);
  expect(state.memberCount).toBeLessThanOrEqual(state.settings.maxMembers);
  expect([...state.ownerIds].sort()).toEqual(owners.sort());
  if (state.memberCount > 0) expect(owners.length).toBeGreaterThan(0);
  else expect(state.status).not.toBe('ACTIVE');

  const byName = <Value>(entries: Iterable<readonly [string, Value]>) =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(byName(heard.roles)).toEqual(byName(state.members.map(({ userId, role }) => [userId, role])));
  expect(byName(heard.mutes)).toEqual(
    byName(
      state.members.flatMap(({ userId, mutedUntil }): [UserId, string][] =>
        mutedUntil === null ? [] : [[userId, toIso(mutedUntil)]],
      ),
    ),
  );
  expect([...heard.banned].sort()).toEqual(state.bans.map(({ userId }) => userId).sort());
  expect(heard).toMatchObject({
    pins: state.pins.map(({ seq }) => seq),
    name: state.name,
    status: state.status,
    isFrozen: state.isFrozen,
    maxMembers: state.settings.maxMembers,
  });
}

const alone = fc.array(attempts(people), { minLength: 1, maxLength: 6 });
const crowd = fc.array(alone, { minLength: 2, maxLength: 5 });

describe('changes of a session that happen at once', () => {
  it('leave it sound, and end as its log tells, in whatever order their steps are taken', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.scheduler(), async (crowd, scheduler) => {
        const stores = openMemoryStores();
        const turn = () => scheduler.schedule(Promise.resolve());
        const { session, done } = await crowded(stores, crowd, turn);
        await scheduler.waitFor(done);
        await expectSound(stores, session);
      }),
      { numRuns: Number(process.env['PARLEY_CROWDS'] ?? 600) },
    );
  });

  it('do so one after the other, too', async () => {
    await fc.assert(
      fc.asyncProperty(alone, async (tried) => {
        const stores = openMemoryStores();
        const { session, done } = await crowded(stores, [tried], async () => {});
        await done;
        await expectSound(stores, session);
      }),
      { numRuns: 200 },
    );
  });
});

const dynamoDb = await startDynamoDb();
if ('unavailable' in dynamoDb) {
  it('leave it sound on DynamoDB', (context) => context.skip(dynamoDb.unavailable));
} else {
  afterAll(dynamoDb.close);
  it('leave it sound on DynamoDB', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, async (crowd) => {
        const { session, done } = await crowded(dynamoDb.stores, crowd, async () => {});
        await done;
        await expectSound(dynamoDb.stores, session);
      }),
      { numRuns: 15 },
    );
  });
}
