import { describe, expect, it } from 'vitest';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { updateSession } from '../../domain/chat-session/decisions/update-session.ts';
import { block } from '../../domain/chat-session/decisions/block.ts';
import { seqOf, seqZero } from '../../domain/shared/ids.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { aChatSession, granted } from '../../test/builders/chat-sessions.ts';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { aSessionId, user } from '../../test/builders/people.ts';
import { theWhole } from '../../test/builders/session-changes.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { ConcurrentChange } from '../ports/chat-sessions.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { refusedWhenBusy } from '../use-cases/refusals.ts';
import type { SessionAct, SessionChangeDependencies } from './change-chat-session.ts';
import { changeChatSession } from './change-chat-session.ts';

const [ann, bob] = [user('ann'), user('bob')];
const renaming = updateSession({ name: 'Geometry' });

/** A session of Ann and Bob; every save meets `meanwhile` first. */
async function setUp(meanwhile: (round: number) => Promise<void> = async () => {}) {
  const stores = openMemoryStores();
  const session = aChatSession({ creator: ann, memberIds: [bob] });
  await stores.chatSessions.save(session);
  const live = new MemoryLiveDelivery();
  const pauses: number[] = [];
  let round = 0;
  const dependencies: SessionChangeDependencies = {
    chatSessions: {
      find: (id, about) => stores.chatSessions.find(id, about),
      save: async (changed, positions) => {
        round += 1;
        await meanwhile(round);
        await stores.chatSessions.save(changed, positions);
      },
    },
    sessionLog: stores.sessionLog,
    live,
    clock: new ManualClock(),
    pacing: { pause: async (milliseconds) => void pauses.push(milliseconds), random: () => 0.5 },
  };
  const change = (act: Partial<SessionAct> = {}) =>
    changeChatSession(dependencies, { sessionId: session.id, by: ann, decision: renaming, ...act });
  const kinds = async () => {
    const { entries } = await stores.sessionLog.slotsAfter(session.id, seqZero, 50);
    return entries.map(({ seq, kind }) => [seq, kind]);
  };
  return { stores, id: session.id, live, pauses, change, kinds };
}

/** Fails the first `times` saves. */
const failing = (times: number, error: Error) => async (round: number) => {
  if (round <= times) throw error;
};

describe('changing a session', () => {
  it('tells of it in the log first, then live, and ends what those who left may hear', async () => {
    const { id, live, change, kinds } = await setUp();
    const changed = granted(await change({ about: [bob], decision: removeMember(bob) }));
    expect(changed.positions).toEqual([1]);
    expect(await kinds()).toEqual([[1, 'MESSAGE']]);
    expect(live.told).toEqual([
      { kind: 'messageSent', sessionId: id, seq: 1 },
      { kind: 'endSession', sessionId: id, user: bob },
      { kind: 'endPresence', sessionId: id },
    ]);
  });

  it('ends everyone’s listening where the session is blocked', async () => {
    const { id, live, change } = await setUp();
    granted(await change({ by: '#system', decision: block }));
    expect(live.told.slice(1)).toEqual([
      { kind: 'endSession', sessionId: id, user: 'everyone' },
      { kind: 'endPresence', sessionId: id },
    ]);
  });

  it('takes no position and tells nobody where nothing changes, or it is refused', async () => {
    const { live, change, kinds } = await setUp();
    expect(granted(await change({ decision: updateSession({ name: 'Algebra' }) })).positions).toEqual([]);
    expect(await change({ by: bob })).toMatchObject({ refusal: { code: ErrorCode.NotAllowed } });
    expect(await change({ sessionId: aSessionId() })).toMatchObject({ refusal: { code: ErrorCode.SessionNotFound } });
    expect([await kinds(), live.told]).toEqual([[], []]);
  });

  it('seals the position of a round that lost, waits ever longer, and decides again on what there is', async () => {
    const { change, kinds, pauses } = await setUp(failing(5, new ConcurrentChange(aSessionId())));
    expect(granted(await change()).positions).toEqual([6]);
    expect(await kinds()).toEqual([...[1, 2, 3, 4, 5].map((seq) => [seq, 'VOID']), [6, 'MESSAGE']]);
    expect(pauses).toEqual([5, 10, 20, 40, 40]);
  });

  it('gives up after twelve rounds: the same again is safe', async () => {
    const { change, kinds, live } = await setUp(failing(99, new ConcurrentChange(aSessionId())));
    expect(await refusedWhenBusy(() => change())).toMatchObject({ refusal: { code: ErrorCode.TryAgain } });
    expect((await kinds()).map(([, kind]) => kind)).toEqual(Array.from({ length: 12 }, () => 'VOID'));
    expect(live.told).toEqual([]);
  });

  it('seals what it cannot know was used, and leaves to the caller to try again', async () => {
    const { stores, id, change, kinds } = await setUp(failing(1, new StoreBusy('save', { cause: undefined })));
    await expect(change()).rejects.toThrow(StoreBusy);
    expect(await kinds()).toEqual([[1, 'VOID']]);
    granted(await change());
    expect((await theWhole(stores, id)).state.name).toBe('Geometry');
  });

  it('asks once for leave, and only where something would change', async () => {
    const asked: string[] = [];
    const { change, kinds } = await setUp(failing(2, new ConcurrentChange(aSessionId())));
    const admit = async () => void asked.push('asked');
    granted(await change({ admit }));
    granted(await change({ admit }));
    expect(asked).toEqual(['asked']);
    const never = async () => ({ code: ErrorCode.RateLimited, why: 'it is too much' });
    expect(await change({ decision: updateSession({ name: 'Other' }), admit: never })).toMatchObject({
      refusal: { code: ErrorCode.RateLimited },
    });
    expect((await kinds()).at(-1)).toEqual([seqOf(3), 'MESSAGE']);
  });
});
