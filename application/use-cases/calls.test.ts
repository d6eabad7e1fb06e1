import { describe, expect, it } from 'vitest';
import { peerToPeer } from '../../adapters/peer-to-peer/tokens.ts';
import { openedSessionIds } from '../../adapters/uuid/opened-session-ids.ts';
import { noRecordings } from '../../adapters/peer-to-peer/recordings.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aCallRoom, callingOn, comesIn } from '../../test/builders/calling.ts';
import { aChatSession, granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { openMemoryStores } from '../../test/contracts/memory-stores.ts';
import { aSessionId, aUser, aBlock } from '../../test/builders/people.ts';
import { act, toldIn } from '../../test/builders/session-changes.ts';
import { endCallWhenSessionClosed } from '../policies/end-call-when-session-closed.ts';
import type { CallView, InitiateCall } from '../ports/call-service.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { calls } from '../services/calls.ts';
import { blockUser } from './block-user.ts';
import { noon } from '../../test/builders/manual-clock.ts';

const namesIn = ({ participants }: CallView) =>
  participants.filter(({ leftAt }) => leftAt === null).map(({ userId }) => userId);

const aRoom = async () => {
  const room = await aCallRoom();
  const wish = { user: room.ann, sessionId: room.id, mode: 'VIDEO' as const, userIds: null };
  const start = async (more: Partial<InitiateCall> = {}) => room.service.initiateCall({ ...wish, ...more });
  const join = (user: UserId, callId: string) => room.service.joinCall({ user, callId, ...comesIn });
  const told = () => room.dependencies.callEvents.told;
  return { ...room, start, join, told };
};

describe('starting a call', () => {
  it('rings everyone else, tells the chat, and lets its starter in', async () => {
    const { start, told, stores, id, ann, bob, cat, dan, eve } = await aRoom();
    const { call, seat } = granted(await start());
    expect(call).toMatchObject({ startedBy: ann, phase: { state: 'RINGING' }, durationSeconds: null, version: 2 });
    expect(seat).toMatchObject({ uid: 1, expiresAt: noon + 3_600_000 });
    const rung = told().flatMap((one) => (one.kind === 'rings' ? [one.user] : []));
    expect(rung).toEqual([bob, cat, dan, eve]);
    expect((await toldIn(stores, id)).map(({ facts }) => facts.event)).toEqual(['CALL_STARTED']);
    expect(call.participants.map(({ role }) => role)).toEqual(['HOST']);
  });

  it('again by the same user comes into the call that goes on', async () => {
    const { start, stores, id } = await aRoom();
    const [first, again] = [granted(await start()), granted(await start())];
    expect([again.call.id, again.seat?.uid]).toEqual([first.call.id, 1]);
    expect(await toldIn(stores, id)).toHaveLength(1);
  });

  it('is refused to others while one goes on, and not after it rang out', async () => {
    const { start, dependencies, bob } = await aRoom();
    const { call } = granted(await start());
    expect(refusalOf(await start({ user: bob }))).toBe('CallInProgress');
    dependencies.clock.pass(45_000);
    const next = granted(await start({ user: bob }));
    expect(next.call.id).not.toBe(call.id);
  });

  it('is for members of sessions that there are', async () => {
    const { start, id } = await aRoom();
    expect(refusalOf(await start({ user: aUser('eve') }))).toBe('SessionNotFound');
    expect(refusalOf(await start({ sessionId: aSessionId() }))).toBe('SessionNotFound');
    expect(refusalOf(await start({ sessionId: `${id}#` }))).toBe('SessionNotFound');
    expect(refusalOf(await start({ userIds: ['#'] }))).toBe('BadInput');
  });

  it('names whom to ring where the session is large', async () => {
    const { stores, service, ann, bob } = await aCallRoom();
    const crowd = Array.from({ length: 60 }, () => aUser());
    const session = aChatSession({ kind: 'PRIVATE', creator: ann, memberIds: [bob, ...crowd] });
    await stores.chatSessions.save(session);
    const wish = { user: ann, sessionId: session.id, mode: 'AUDIO' as const };
    expect(await service.initiateCall({ ...wish, userIds: null })).toMatchObject({
      ok: false,
      refusal: { code: 'BadInput', info: { limit: 50 } },
    });
    const { call } = granted(await service.initiateCall({ ...wish, userIds: [bob] }));
    expect(call.invited).toEqual([{ userId: bob, answer: 'PENDING' }]);
  });

  it('rings nobody who blocks the starter, or whom they block, and shows no difference', async () => {
    const { start, told, stores, ann, bob, cat, dan, eve } = await aRoom();
    await stores.blocks.block(aBlock(bob, ann), noon);
    await stores.blocks.block(aBlock(ann, cat), noon);
    const { call } = granted(await start());
    expect(told().flatMap((one) => (one.kind === 'rings' ? [one.user] : []))).toEqual([dan, eve]);
    expect(call.invited.map(({ userId }) => userId)).toEqual([bob, cat, dan, eve]);
  });

  it('needs no token where calls go from browser to browser', async () => {
    const { dependencies, id, ann, bob } = await aCallRoom();
    const service = calls({ ...dependencies, callTokens: peerToPeer, callRecordings: noRecordings });
    const { call, seat } = granted(
      await service.initiateCall({ user: ann, sessionId: id, mode: 'VIDEO', userIds: [bob] }),
    );
    expect(seat).toBeNull();
    expect(granted(await service.joinCall({ user: bob, callId: call.id, ...comesIn })).seat).toBeNull();
    expect(refusalOf(await service.startRecording({ user: ann, callId: call.id }))).toBe('RecordingUnavailable');
    granted(await service.sendCallSignal({ user: ann, callId: call.id, to: bob, payload: 'offer' }));
    expect(refusalOf(await service.sendCallSignal({ user: ann, callId: call.id, to: '#', payload: 'offer' }))).toBe(
      'ParticipantNotFound',
    );
  });
});

describe('a call', () => {
  it('goes its way from ringing to its end, and tells of each step', async () => {
    const { start, service, told, stores, id, dependencies, ann, bob, cat } = await aRoom();
    const { call } = granted(await start());
    const callId = call.id;
    dependencies.clock.pass(5_000);
    granted(await service.acceptCall({ user: bob, callId, ...comesIn }));
    granted(await service.declineCall({ user: cat, callId }));
    granted(await service.updateCallMedia({ user: bob, callId, media: { screen: true, hand: true } }));
    granted(await service.muteParticipant({ user: ann, callId, userId: bob }));
    granted(await service.removeParticipant({ user: ann, callId, userId: bob }));
    dependencies.clock.pass(60_000);
    const ended = granted(await service.endCall({ user: ann, callId }));
    expect(ended.phase).toMatchObject({ state: 'FAILED', reason: 'VANISHED' });
    const events = told().flatMap((one) => (one.kind === 'happened' ? [one.happening.event] : []));
    expect(events).toEqual([
      'CALL_STARTED',
      'CALL_RINGING',
      'PARTICIPANT_JOINED',
      'CALL_ANSWERED',
      'INVITE_DECLINED',
      'MEDIA_CHANGED',
      'PARTICIPANT_MUTED',
      'PARTICIPANT_REMOVED',
      'INVITE_MISSED',
      'INVITE_MISSED',
      'PARTICIPANT_VANISHED',
      'CALL_ENDED',
    ]);
    expect((await toldIn(stores, id)).map(({ facts }) => facts.event)).toEqual(['CALL_STARTED', 'CALL_FAILED']);
  });

  it('ends the signals of those who leave, and keeps those out who were removed', async () => {
    const { start, join, service, told, dependencies, ann, bob, cat } = await aRoom();
    const callId = granted(await start()).call.id;
    const seats = [granted(await join(bob, callId)).seat, granted(await join(cat, callId)).seat];
    granted(await service.leaveCall({ user: cat, callId }));
    expect(dependencies.callTokens.expelled).toEqual([]);
    granted(await service.removeParticipant({ user: ann, callId, userId: bob }));
    const { channel, uid } = seats[0] ?? {};
    expect(dependencies.callTokens.expelled).toEqual([{ channel, uid }]);
    expect(told().flatMap((one) => (one.kind === 'signalsEnded' ? [one.user] : []))).toEqual([cat, bob]);
  });

  it('goes on with the client that someone came with last, and the one before is out of it', async () => {
    const { start, service, told, dependencies, bob } = await aRoom();
    const callId = granted(await start()).call.id;
    const come = (clientId: string) => service.joinCall({ user: bob, callId, ...comesIn, clientId });
    const alive = (clientId?: string) =>
      service.heartbeat({ user: bob, callId, ...(clientId === undefined ? {} : { clientId }) });
    const { seat: first } = granted(await come('phone'));
    const { call, seat } = granted(await come('laptop'));
    expect([first?.uid, seat?.uid]).toEqual([2, 3]);
    expect(call.participants.filter(({ leftAt }) => leftAt === null)).toHaveLength(2);
    // What the token of the phone opens is shut; the laptop's is not.
    expect(dependencies.callTokens.expelled).toEqual([{ channel: first?.channel, uid: 2 }]);
    expect(told().at(-1)).toMatchObject({ happening: { event: 'PARTICIPANT_MOVED', userId: bob } });
    expect(refusalOf(await alive('phone'))).toBe('NotInCall');
    granted(await alive('laptop'));
    granted(await alive());
    const stays = granted(await service.leaveCall({ user: bob, callId, clientId: 'phone' }));
    expect(stays.version).toBe(call.version);
    expect(refusalOf(await come(''))).toBe('BadInput');
    const left = granted(await service.leaveCall({ user: bob, callId, clientId: 'laptop' }));
    expect(left.participants.filter(({ leftAt }) => leftAt === null)).toHaveLength(1);
  });

  it('is seen by members with the roles of those who are in it', async () => {
    const { start, join, service, ann, bob, dan, eve } = await aRoom();
    const callId = granted(await start({ user: bob })).call.id;
    for (const who of [ann, eve]) granted(await join(who, callId));
    const { call, quality } = granted(await service.readCall({ user: dan, callId }));
    expect(call.participants.map(({ userId, role }) => [userId, role])).toEqual([
      [bob, 'HOST'],
      [ann, 'MODERATOR'],
      [eve, 'PARTICIPANT'],
    ]);
    expect(quality).toBeNull();
  });

  it('ends with its session, when the stream says so', async () => {
    const { start, service, dependencies, stores, id, ann } = await aRoom();
    const callId = granted(await start()).call.id;
    granted(await act(stores, id, ann, archive));
    const [, archived] = await toldIn(stores, id);
    if (archived === undefined) throw new Error('unable to go on; the log does not tell of it');
    const { seq, facts: system } = archived;
    const event = { name: 'SessionChanged' as const, id: '1', sessionId: id, occurredAt: noon, actor: ann };
    await endCallWhenSessionClosed(dependencies)([{ ...event, seq, system }]);
    const { call } = granted(await service.readCall({ user: ann, callId }));
    expect(call.phase).toMatchObject({ state: 'MISSED', reason: 'CLOSED' });
  });

  it('is listed with those before it, newest first, to members alone', async () => {
    const { start, service, dependencies, id, ann, bob } = await aRoom();
    const ids = [];
    for (let time = 0; time < 3; time += 1) {
      dependencies.clock.pass(1_000);
      const { call } = granted(await start());
      granted(await service.endCall({ user: ann, callId: call.id }));
      ids.unshift(call.id);
    }
    const page = (user: UserId, after: string | null) => service.callHistory({ user, sessionId: id, limit: 2, after });
    const first = granted(await page(bob, null));
    expect([first.items.map((one) => one.id), first.hasNextPage]).toEqual([ids.slice(0, 2), true]);
    const rest = granted(await page(bob, first.endCursor));
    expect([rest.items.map((one) => one.id), rest.hasNextPage]).toEqual([ids.slice(2), false]);
    expect(JSON.stringify([first, rest])).not.toContain('channel');
    expect(refusalOf(await page(aUser(), null))).toBe('SessionNotFound');
    for (const cursor of ['', 'x', `${first.endCursor}x`, `${noon}|${ids[0]}|${id}`]) {
      expect(refusalOf(await page(bob, cursor))).toBe('BadCursor');
    }
    expect(refusalOf(await service.callHistory({ user: bob, sessionId: id, limit: 51, after: null }))).toBe('BadInput');
  });
});

describe('a look at the clock', () => {
  it('ends what rang out, and leaves alone what goes on', async () => {
    const { start, service, look, dependencies, ann } = await aRoom();
    const callId = granted(await start()).call.id;
    dependencies.clock.pass(44_999);
    expect(await look()).toEqual({ due: 0, left: 0 });
    dependencies.clock.pass(1);
    expect(await look()).toEqual({ due: 1, left: 0 });
    expect(granted(await service.readCall({ user: ann, callId })).call.phase).toMatchObject({ state: 'MISSED' });
    expect(await look()).toEqual({ due: 0, left: 0 });
  });

  it('rings once more where nobody knows whether anyone was told', async () => {
    const { service, look, told, dependencies, id, ann, bob } = await aRoom();
    const { callEvents } = dependencies;
    const dying = calls({
      ...dependencies,
      callEvents: {
        happened: (call, happening) => callEvents.happened(call, happening),
        endSignals: (call, user) => callEvents.endSignals(call, user),
        rings: () => Promise.reject(new StoreBusy('ring', { cause: 'the process died' })),
      },
    });
    const wish = { user: ann, sessionId: id, mode: 'VIDEO' as const, userIds: [bob] };
    expect(refusalOf(await dying.initiateCall(wish))).toBe('TryAgain');
    dependencies.clock.pass(5_000);
    await look();
    const [rung] = told().flatMap((one) => (one.kind === 'rings' ? [one] : []));
    expect(rung?.user).toBe(bob);
    const { call } = granted(await service.readCall({ user: bob, callId: rung?.callId ?? '' }));
    expect(call.phase.state).toBe('RINGING');
  });

  it('comes back to those who are heard of when they may have fallen silent', async () => {
    const { start, join, service, look, dependencies, ann, bob } = await aRoom();
    const callId = granted(await start()).call.id;
    granted(await join(bob, callId));
    for (let beat = 0; beat < 4; beat += 1) {
      dependencies.clock.pass(15_000);
      for (const user of [ann, bob]) granted(await service.heartbeat({ user, callId }));
      await look();
    }
    expect(await look()).toEqual({ due: 0, left: 0 });
    dependencies.clock.pass(30_000);
    granted(await service.heartbeat({ user: ann, callId }));
    dependencies.clock.pass(15_000);
    await look();
    expect(namesIn(granted(await service.readCall({ user: ann, callId })).call)).toEqual([ann]);
    expect(refusalOf(await service.heartbeat({ user: bob, callId }))).toBe('NotInCall');
  });
});

describe('a call of two who block each other', () => {
  const aCallOfTwo = async () => {
    const stores = openMemoryStores();
    const [ann, bob] = [aUser('ann'), aUser('bob')];
    const session = aChatSession({ id: aBlock(ann, bob).direct, kind: 'DIRECT', creator: ann, memberIds: [bob] });
    await stores.chatSessions.save(session);
    const dependencies = callingOn(stores);
    const service = calls(dependencies);
    const block = blockUser({ ...dependencies, openedSessionIds, calls: dependencies });
    const wish = { user: ann, sessionId: session.id, mode: 'AUDIO' as const, userIds: null };
    const callId = granted(await service.initiateCall(wish)).call.id;
    granted(await service.acceptCall({ user: bob, callId, ...comesIn }));
    granted(await service.heartbeat({ user: ann, callId }));
    const phase = async () => granted(await service.readCall({ user: ann, callId })).call.phase;
    return { stores, dependencies, service, block, phase, callId, ann, bob };
  };
  const closed = { state: 'ENDED', reason: 'CLOSED' };

  it('is over at once, and once', async () => {
    const { stores, dependencies, block, phase, ann, bob } = await aCallOfTwo();
    granted(await block({ user: bob, userId: ann }));
    expect(await phase()).toMatchObject(closed);
    granted(await block({ user: bob, userId: ann }));
    const told = (await toldIn(stores, aBlock(ann, bob).direct)).map(({ facts }) => facts.event);
    expect(told).toEqual(['CALL_STARTED', 'CALL_ENDED']);
    const ends = dependencies.callEvents.told.flatMap((one) => (one.kind === 'signalsEnded' ? [one.user] : []));
    expect(ends).toEqual([ann, bob]);
  });

  it('is over with the same wish again, where it could not be ended with the first', async () => {
    const { dependencies, block, phase, ann, bob } = await aCallOfTwo();
    const sessionLog = {
      reserve: () => Promise.reject(new StoreBusy('reserve a position', { cause: 'busy' })),
      seal: async () => undefined,
    };
    const busy = blockUser({ ...dependencies, openedSessionIds, calls: { ...dependencies, sessionLog } });
    expect(refusalOf(await busy({ user: ann, userId: bob }))).toBe('TryAgain');
    expect((await phase()).state).toBe('ACTIVE');
    granted(await block({ user: ann, userId: bob }));
    expect(await phase()).toMatchObject(closed);
  });

  it('is over with the next sign of life of either, should nobody have ended it', async () => {
    const { stores, service, phase, callId, ann, bob } = await aCallOfTwo();
    await stores.blocks.block(aBlock(bob, ann), noon);
    expect(refusalOf(await service.heartbeat({ user: ann, callId }))).toBe('CallEnded');
    expect(await phase()).toMatchObject(closed);
  });
});

describe('reports on quality', () => {
  it('make averages and a worst minute of the call, and are signs of life', async () => {
    const { start, join, service, dependencies, ann, bob, cat } = await aRoom();
    const callId = granted(await start()).call.id;
    granted(await join(bob, callId));
    const good = { bandwidthKbps: 2000, packetLossPercent: 0, latencyMs: 40, jitterMs: 2 };
    const report = (user: UserId, sample = good) => service.reportCallQuality({ user, callId, sample });
    granted(await report(ann));
    dependencies.clock.pass(40_000);
    granted(await report(ann));
    granted(await report(bob, { ...good, packetLossPercent: 9 }));
    dependencies.clock.pass(40_000);
    const { call, quality } = granted(await service.readCall({ user: cat, callId }));
    expect(namesIn(call)).toEqual([ann, bob]);
    expect(quality).toMatchObject({ samples: 3, averages: { packetLossPercent: 3 }, worstMinute: { userId: bob } });
    expect(refusalOf(await report(cat))).toBe('NotInCall');
    expect(refusalOf(await report(ann, { ...good, latencyMs: -1 }))).toBe('BadInput');
  });
});
