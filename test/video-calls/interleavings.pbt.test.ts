import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaveCallWhenMemberLeft } from '../../application/policies/leave-call-when-member-left.ts';
import type { CallEntry, CallService } from '../../application/ports/call-service.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import { calls } from '../../application/services/calls.ts';
import type { CallServiceDependencies } from '../../adapters/lambda/compose-calls.ts';
import { timeOutCalls } from '../../application/use-cases/time-out-calls.ts';
import { dropFromCall } from '../../application/video-calls/drop-from-call.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import type { CallId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { presentIn } from '../../domain/video-call/participants.ts';
import { durationSeconds, isOver } from '../../domain/video-call/phase.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import { transitions } from '../../domain/video-call/transitions.ts';
import type { Calling } from '../builders/calling.ts';
import { callingOn, comesIn } from '../builders/calling.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { user } from '../builders/people.ts';
import { act, toldIn } from '../builders/session-changes.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Stores } from '../contracts/stores.ts';

const people = ['ann', 'bob', 'cat', 'dan', 'eve'].map((name) => user(name));
const [ann = user('ann')] = people;

/** The process that did something died. */
class Crash extends Error {}

/** What becomes of a step of the store: it happens, it does not, or nobody learns that it did; and who learns of that. */
type Fault = 'none' | 'busy' | 'lost' | 'diesBefore' | 'diesAfter';

interface Attempt {
  readonly what: string;
  readonly by: UserId;
  /** By the number of the step, from the first on. */
  readonly faults: readonly Fault[];
  readonly run: (world: World, service: CallService, call: CallId | undefined) => Promise<Result<unknown> | undefined>;
}

/** What is so at one moment: who is a member, and who has which number in which call. */
interface Moment {
  readonly members: ReadonlySet<UserId>;
  readonly states: ReadonlyMap<CallId, VideoCallState>;
}

class World {
  readonly stores: Stores = openMemoryStores();
  readonly calling: Calling = callingOn(this.stores);
  readonly session = aChatSession({ creator: ann, memberIds: people.slice(1) });
  readonly moments: Moment[] = [{ members: new Set(people), states: new Map() }];
  /** By token, the moment in which it was made. */
  readonly issuedAt = new Map<string, number>();
  readonly turn: () => Promise<void>;

  constructor(turn: () => Promise<void>) {
    this.turn = turn;
  }

  get now(): Moment {
    return this.moments.at(-1) ?? { members: new Set(), states: new Map() };
  }

  /** What one attempt takes: each step of the stores in its turn, and as its faults will have it. */
  dependencies(faults: readonly Fault[]): CallServiceDependencies {
    let step = 0;
    let isDead = false;
    const stepOf = <Asked extends unknown[], Answer>(run: (...asked: Asked) => Promise<Answer>) => {
      return async (...asked: Asked): Promise<Answer> => {
        if (isDead) throw new Crash('dead');
        const fault = faults[step] ?? 'none';
        step += 1;
        await this.turn();
        isDead = fault === 'diesBefore' || fault === 'diesAfter';
        if (fault === 'busy') throw new StoreBusy('try', { cause: fault });
        if (fault === 'diesBefore') throw new Crash(fault);
        const answer = await run(...asked);
        if (fault === 'lost') throw new StoreBusy('try', { cause: fault });
        if (fault === 'diesAfter') throw new Crash(fault);
        return answer;
      };
    };
    const { videoCalls, sessionLog } = this.stores;
    const { callTokens } = this.calling;
    return {
      ...this.calling,
      callTokens: {
        expel: stepOf((seat) => callTokens.expel(seat)),
        issue: stepOf(async (seat, at) => {
          const issued = await callTokens.issue(seat, at);
          this.issuedAt.set(issued.token, this.moments.length - 1);
          return issued;
        }),
      },
      videoCalls: {
        find: stepOf((id) => videoCalls.find(id)),
        liveIn: stepOf((id) => videoCalls.liveIn(id)),
        session: stepOf((id, users) => videoCalls.session(id, users)),
        save: stepOf(async (call, positions) => {
          await videoCalls.save(call, positions);
          this.#saved(call.state);
        }),
        seen: stepOf((id, who, at) => videoCalls.seen(id, who, at)),
        quality: stepOf((id, users) => videoCalls.quality(id, users)),
        saveQuality: stepOf((id, quality, samples) => videoCalls.saveQuality(id, quality, samples)),
        history: stepOf((id, limit, after) => videoCalls.history(id, limit, after)),
        due: stepOf((at, limit) => videoCalls.due(at, limit)),
      },
      sessionLog: {
        reserve: stepOf((id, at, as) => sessionLog.reserve(id, at, as)),
        seal: stepOf((id, positions, at) => sessionLog.seal(id, positions, at)),
      },
    };
  }

  async remove(who: UserId): Promise<void> {
    const { chatSessions } = this.stores;
    const save: typeof chatSessions.save = async (session, positions) => {
      await chatSessions.save(session, positions);
      const members = new Set([...this.now.members].filter((one) => one !== who));
      this.moments.push({ members, states: this.now.states });
    };
    const find: typeof chatSessions.find = (id, about) => chatSessions.find(id, about);
    await act({ ...this.stores, chatSessions: { find, save } }, this.session.id, ann, removeMember(who), who);
  }

  #saved(state: VideoCallState): void {
    const before = this.now.states.get(state.id);
    if (before !== undefined && before.phase.state !== state.phase.state) {
      expect(Object.values(transitions[before.phase.state])).toContain(state.phase.state);
    }
    if (before !== undefined) expect(isOver(before.phase) && presentIn(state).length > 0).toBe(false);
    const came = presentIn(state).filter(({ userId, joinedAt }) => {
      const was = before?.participants.find((one) => one.userId === userId);
      return was?.leftAt !== null || was.joinedAt !== joinedAt;
    });
    for (const { userId } of came) expect(this.now.members, 'who comes in').toContain(userId);
    const states = new Map(this.now.states).set(state.id, state);
    this.moments.push({ members: this.now.members, states });
    expect([...states.values()].filter(({ phase }) => !isOver(phase)).length, 'live calls').toBeLessThanOrEqual(1);
  }
}

/** A token was handed out: since it was made its holder was in that very call, as that number, and a member. */
function expectEntitled(world: World, who: UserId, { call, seat }: CallEntry): void {
  const since = world.issuedAt.get(seat?.token ?? '') ?? world.moments.length;
  const wasEntitled = world.moments.slice(since).some(({ members, states }) => {
    const state = states.get(call.id);
    const own = state && presentIn(state).find(({ userId }) => userId === who);
    return members.has(who) && state?.channel === seat?.channel && own?.uid === seat?.uid;
  });
  expect(wasEntitled, `${who} was handed a token`).toBe(true);
}

type Run = Attempt['run'];
const onCall =
  (run: (service: CallService, callId: CallId) => Promise<Result<unknown>>): Run =>
  async (_, service, callId) =>
    callId === undefined ? undefined : run(service, callId);
const entering =
  (who: UserId, enter: (service: CallService, callId: CallId) => Promise<Result<CallEntry>>): Run =>
  async (world, service, callId) => {
    if (callId === undefined) return undefined;
    const entered = await enter(service, callId);
    if (entered.ok) expectEntitled(world, who, entered.value);
    return entered;
  };

const fault = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fault>('none') },
  fc.constantFrom<Fault>('busy', 'lost', 'diesBefore', 'diesAfter'),
);
const faults = fc.array(fault, { maxLength: 14 });
const someone = fc.constantFrom(...people);

/** Anything that any of the five might try. */
const attempts: fc.Arbitrary<Attempt> = fc
  .tuple(
    someone,
    someone,
    fc.constantFrom(
      ...([
        'starts',
        'accepts',
        'accepts',
        'joins',
        'joins',
        'joins',
        'renews',
        'leaves',
        'beats',
        'declines',
      ] as const),
      ...(['switches', 'ends', 'mutes', 'removes', 'expels', 'expels', 'waits', 'sweeps'] as const),
    ),
    fc.constantFrom(1_000, 10_000, 30_000),
    faults,
  )
  .map(([by, other, verb, ms, planned]): Attempt => {
    const base = { by, faults: planned };
    const of = (run: Run): Attempt => ({ ...base, what: `${by} ${verb} ${other}`, run });
    switch (verb) {
      case 'starts':
        return of(async (world, service) => {
          const wish = { user: by, sessionId: world.session.id, mode: 'VIDEO' as const, userIds: null };
          const entered = await service.initiateCall(wish);
          if (entered.ok) expectEntitled(world, by, entered.value);
          return entered;
        });
      case 'accepts':
        return of(entering(by, (service, callId) => service.acceptCall({ user: by, callId, ...comesIn })));
      case 'joins':
        return of(entering(by, (service, callId) => service.joinCall({ user: by, callId, ...comesIn })));
      case 'renews':
        return of(entering(by, (service, callId) => service.renewCallToken({ user: by, callId })));
      case 'leaves':
        return of(onCall((service, callId) => service.leaveCall({ user: by, callId })));
      case 'beats':
        return of(onCall((service, callId) => service.heartbeat({ user: by, callId })));
      case 'declines':
        return of(onCall((service, callId) => service.declineCall({ user: by, callId })));
      case 'switches':
        return of(onCall((service, callId) => service.updateCallMedia({ user: by, callId, media: { screen: true } })));
      case 'ends':
        return of(onCall((service, callId) => service.endCall({ user: by, callId })));
      case 'mutes':
        return of(onCall((service, callId) => service.muteParticipant({ user: by, callId, userId: other })));
      case 'removes':
        return of(onCall((service, callId) => service.removeParticipant({ user: by, callId, userId: other })));
      case 'expels':
        return of(async (world) => {
          await world.remove(other);
          // The stream tells of it, or is late.
          const callId = await world.stores.videoCalls.liveIn(world.session.id);
          if (callId !== undefined && ms > 1_000) await dropFromCall(world.dependencies(planned), callId, other);
          return undefined;
        });
      case 'waits':
        return of(async (world) => {
          world.calling.clock.pass(ms);
          return undefined;
        });
      default:
        return of(async (world) => {
          await timeOutCalls(world.dependencies(planned))();
          return undefined;
        });
    }
  });

/** Tries, and tries again what was not answered, as a client does: now without faults, or it might never come through. */
async function carryOut(world: World, attempt: Attempt): Promise<void> {
  for (const planned of [attempt.faults, attempt.faults.slice(3), []]) {
    try {
      const callId = await world.stores.videoCalls.liveIn(world.session.id);
      const result = await attempt.run(world, calls(world.dependencies(planned)), callId);
      if (result === undefined || result.ok || result.refusal.code !== 'TryAgain') return;
    } catch (error) {
      if (!(error instanceof Crash) && !(error instanceof StoreBusy)) throw error;
      if (attempt.what.includes('sweeps') || attempt.what.includes('expels')) return;
    }
  }
}

/** All are silent from now on; the schedule goes on. */
async function fallSilent(world: World): Promise<void> {
  for (let minute = 0; minute < 5; minute += 1) {
    world.calling.clock.pass(60_000);
    await timeOutCalls(world.dependencies([]))();
  }
}

async function expectAllOver(world: World): Promise<void> {
  const { states } = world.now;
  for (const { phase, participants } of states.values()) {
    expect(isOver(phase)).toBe(true);
    expect(participants.filter(({ leftAt }) => leftAt === null)).toEqual([]);
  }
  expect(await world.stores.videoCalls.liveIn(world.session.id)).toBeUndefined();

  const told = (await toldIn(world.stores, world.session.id)).flatMap(({ facts }) =>
    facts.call === undefined ? [] : [{ event: facts.event, ...facts.call }],
  );
  const kinds = told.map(({ event }) => (event === 'CALL_STARTED' ? 'start' : 'end'));
  expect(kinds).toEqual([...states.keys()].flatMap(() => ['start', 'end']));
  for (const { event, callId, durationSeconds: seconds } of told) {
    const state = [...states.values()].find(({ id }) => id === callId);
    if (event === 'CALL_STARTED' || state === undefined) continue;
    expect(seconds).toBe(durationSeconds(state.phase));
    expect(seconds === null).toBe(!('startedAt' in state.phase) || state.phase.startedAt === null);
  }
}

/** From the first moment in which a call was ACTIVE to when it ended, as whoever looked on would have it. */
function expectDurations(world: World): void {
  for (const { id, phase } of world.now.states.values()) {
    const started = world.moments.map(({ states }) => states.get(id)?.phase).find((one) => one?.state === 'ACTIVE');
    if (!isOver(phase)) continue;
    const since = started !== undefined && 'startedAt' in started ? started.startedAt : null;
    expect(phase.startedAt).toBe(since);
    if (since === null) continue;
    expect(phase.endedAt).toBeGreaterThanOrEqual(since);
    expect(durationSeconds(phase)).toBe(Math.round((phase.endedAt - since) / 1000));
  }
}

const anns = ({ session }: World) => ({ user: ann, sessionId: session.id, mode: 'VIDEO' as const, userIds: null });

const crowd = fc.array(fc.array(attempts, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 });

describe('five people who call each other, with retries and crashes, in whatever order their steps are taken', () => {
  it('never have two live calls or a token of someone who is not in one, and nobody stays behind', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.boolean(), fc.scheduler(), async (crowd, rings, scheduler) => {
        const world = new World(() => scheduler.schedule(Promise.resolve()));
        await world.stores.chatSessions.save(world.session);
        const start = () => calls(world.dependencies([])).initiateCall(anns(world));
        if (rings) granted(await scheduler.waitFor(start()));
        const all = Promise.all(
          crowd.map(async (tried) => {
            for (const attempt of tried) await carryOut(world, attempt);
          }),
        );
        await scheduler.waitFor(all);
        await scheduler.waitFor(fallSilent(world));
        await scheduler.waitFor(expectAllOver(world));
        expectDurations(world);
        const started = await scheduler.waitFor(start());
        const isAlone = world.now.members.size === 1;
        expect(started.ok ? 'started' : started.refusal.code).toBe(isAlone ? 'BadInput' : 'started');
      }),
      { numRuns: Number(process.env['PARLEY_CALLS'] ?? 400) },
    );
  });

  it('who are no members any more are out, when the stream says so', async () => {
    const world = new World(async () => {});
    await world.stores.chatSessions.save(world.session);
    const service = calls(world.dependencies([]));
    const [, bob = ann] = people;
    const wish = { user: ann, sessionId: world.session.id, mode: 'VIDEO' as const, userIds: [bob] };
    const { call } = granted(await service.initiateCall(wish));
    granted(await service.acceptCall({ user: bob, callId: call.id, ...comesIn }));
    const member = world.session.state.members.find(({ userId }) => userId === bob);
    if (member === undefined) throw new Error('unable to go on; Bob is no member');
    const state = {
      ...member,
      lastReadSeq: member.changedSeq,
      preferences: { notifications: 'ALL' as const, mutedUntil: null, customName: null },
    };
    const left = {
      name: 'MemberLeft' as const,
      id: '1',
      sessionId: world.session.id,
      occurredAt: call.createdAt,
      member: state,
    };
    const policy = leaveCallWhenMemberLeft(world.dependencies([]));
    await policy([left]);
    expect(world.now.states.get(call.id)?.phase.state, 'of a member who came back').toBe('ACTIVE');
    await world.remove(bob);
    await policy([left]);
    expect(presentIn(world.now.states.get(call.id) ?? { participants: [] }).map(({ userId }) => userId)).toEqual([ann]);
  });
});
