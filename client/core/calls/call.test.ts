import { describe, expect, it } from 'vitest';
import type { FakeCallServer } from '../../../test/client/fake-call-server.ts';
import { annsCalls, memberOf, talking } from '../../../test/client/fake-calls.ts';
import { theSession } from '../../../test/client/fake-messages.ts';
import { settled } from '../../../test/client/fake-world.ts';

describe('A call of one’s own', () => {
  it('rings, with microphone and camera open, until somebody comes in, and shows them then', async () => {
    const { calls, server, media } = annsCalls();
    const call = await calls.start(theSession);
    expect(calls.active.get()).toBe(call);
    expect(call.state.get()).toMatchObject({
      phase: 'ringing',
      ringing: ['bob'],
      own: { microphone: true, camera: true },
    });
    server.acknowledge();
    server.comesIn('bob', { camera: false });
    expect(call.state.get()).toMatchObject({
      phase: 'live',
      members: [{ userId: 'ann', isSelf: true }, { userId: 'bob' }],
    });
    expect(media.direct.newest.peers.map(({ userId }) => userId)).toEqual(['bob']);
    expect(Object.keys(media.direct.newest.sent)).toEqual(['microphone', 'camera']);
  });

  it('is asked for once the subscription stands, and no older word undoes a newer one', async () => {
    const { calls, server } = annsCalls();
    const call = await calls.start(theSession);
    const before = server.now;
    // Between the answer and the subscription nobody is told anything.
    server.comesIn('bob');
    expect(memberOf(call, 'bob')).toBeUndefined();
    server.acknowledge();
    await settled();
    expect(memberOf(call, 'bob')).toBeDefined();
    server.tell(before);
    expect(memberOf(call, 'bob')).toBeDefined();
    server.cut();
    server.goes('bob', 'PARTICIPANT_LEFT');
    server.acknowledge();
    await settled();
    expect(memberOf(call, 'bob')).toBeUndefined();
  });

  it('goes on without what is not allowed, and says so to the others', async () => {
    const { calls, server, media } = annsCalls();
    media.capture.refusals.set('camera', 'denied');
    const call = await calls.start(theSession);
    await settled();
    expect(call.state.get()).toMatchObject({ own: { camera: false }, problems: [{ role: 'camera', why: 'denied' }] });
    expect(server.asked('updateCallMedia')).toMatchObject([{ camera: false }]);
    media.capture.refusals.clear();
    await call.setCam(true);
    expect(call.state.get()).toMatchObject({ own: { camera: true }, problems: [] });
  });

  it('is not there, and holds no device, where it was refused', async () => {
    const { calls, server, media } = annsCalls();
    server.refuse('initiateCall', 'NotAllowed');
    await expect(calls.start(theSession)).rejects.toMatchObject({ code: 'NotAllowed' });
    expect(calls.active.get()).toBeUndefined();
    expect(media.capture.live).toEqual([]);
    expect(server.subscriptions('OnCallEvent')).toBe(0);
  });

  it('is one, however often it is begun, and another one ends it', async () => {
    const { calls, server } = annsCalls();
    const [one, same] = await Promise.all([calls.start(theSession), calls.start(theSession)]);
    expect(same).toBe(one);
    expect(server.asked('initiateCall')).toHaveLength(1);
    await calls.start('another session');
    expect(one.state.get()).toMatchObject({ phase: 'over', ending: 'hung-up' });
  });
});

describe('In a call', () => {
  it('the microphone that is off stays open and silent, the camera that is off is let go of', async () => {
    const { call, media, server } = await talking();
    await call.setMic(false);
    await call.setCam(false);
    expect(media.capture.live).toEqual(['microphone-0']);
    expect(media.direct.newest.sent.microphone?.enabled).toBe(false);
    expect(server.asked('updateCallMedia')).toMatchObject([{ microphone: false }, { camera: false }]);
    await call.setMic(true);
    expect(media.capture.asked).toHaveLength(2);
    expect(memberOf(call, 'ann')).toMatchObject({ microphone: true, camera: false });
  });

  it('a moderator’s word switches the microphone off, and what one pressed since on again', async () => {
    const { call, server } = await talking();
    server.changes('ann', { microphone: false }, 'PARTICIPANT_MUTED');
    expect(call.state.get().own.microphone).toBe(false);
    await call.setMic(true);
    expect(call.state.get().own.microphone).toBe(true);
    let arrives: () => void = () => undefined;
    server.held.set('updateCallMedia', new Promise((resolve) => (arrives = resolve)));
    // Muted while one's own word about the camera is on its way.
    const switching = call.setCam(false);
    await settled();
    server.changes('ann', { microphone: false }, 'PARTICIPANT_MUTED');
    arrives();
    await switching;
    expect(call.state.get().own).toMatchObject({ microphone: false, camera: false });
    expect(server.asked('updateCallMedia').at(-1)).not.toHaveProperty('microphone');
  });

  it('a moderator who mutes while one’s own unmuting is on its way has the last word', async () => {
    const { call, server } = await talking();
    await call.setMic(false);
    let arrives: () => void = () => undefined;
    server.held.set('updateCallMedia', new Promise((resolve) => (arrives = resolve)));
    const switching = call.setMic(true);
    await settled();
    server.changes('ann', { microphone: false }, 'PARTICIPANT_MUTED');
    expect(call.state.get().own.microphone).toBe(true);
    arrives();
    await switching;
    expect(call.state.get().own.microphone).toBe(false);
  });

  it('what was switched while the network was away is told with the next sign of life', async () => {
    const { call, server, world } = await talking();
    await call.setMic(false);
    server.lose('updateCallMedia');
    await call.setMic(true);
    server.changes('bob', { camera: false });
    expect(call.state.get().own.microphone).toBe(true);
    await world.pass(15_000);
    expect(server.asked('updateCallMedia')).toHaveLength(3);
    expect(server.now.participants[0]).toMatchObject({ microphone: true });
  });

  it('one shares a screen at a time: who comes second is refused and shares nothing', async () => {
    const { call, server, media } = await talking();
    server.refuse('updateCallMedia', 'ScreenTaken');
    await expect(call.shareScreen(true)).rejects.toMatchObject({ code: 'ScreenTaken' });
    expect(call.state.get().own.screen).toBe(false);
    expect(media.capture.live).toHaveLength(2);
    server.changes('bob', { screen: true });
    expect(call.state.get().sharer).toBe('bob');
  });

  it('a screen that the browser’s own button ends is ended for the others', async () => {
    const { call, server, media } = await talking();
    await call.shareScreen(true);
    expect(call.state.get().sharer).toBe('ann');
    media.capture.opened.at(-1)?.end();
    await settled();
    expect(server.asked('updateCallMedia').at(-1)).toMatchObject({ screen: false });
    expect(call.state.get().sharer).toBeUndefined();
  });

  it('a camera that is switched off while the person is still asked for it never goes on', async () => {
    const { call, media } = await talking();
    await call.setCam(false);
    let allow: () => void = () => undefined;
    media.capture.held = new Promise((resolve) => (allow = resolve));
    const on = call.setCam(true);
    await settled();
    await call.setCam(false);
    allow();
    await on;
    expect(media.capture.live).toEqual(['microphone-0']);
  });

  it('everyone sees that it is recorded, and on whose wish', async () => {
    const { call, server } = await talking();
    const recording = {
      number: 1,
      requestedBy: 'bob',
      requestedAt: 'now',
      shownTo: ['ann', 'bob'],
      startedAt: null,
      endedAt: null,
      failure: null,
      fileIds: [],
    };
    server.change({ recordings: [{ ...recording, state: 'STARTING' }] }, 'RECORDING_CHANGED');
    expect(call.state.get().recording).toEqual({ by: 'bob', isOn: false });
    server.change({ recordings: [{ ...recording, state: 'STOPPING' }] }, 'RECORDING_CHANGED');
    expect(call.state.get().recording).toBeUndefined();
  });

  it('another microphone takes the place of the one before, as loud or silent as that was', async () => {
    const { call, media } = await talking();
    await call.setMic(false);
    await call.useDevice('microphone', 'other');
    expect(media.capture.asked.at(-1)).toEqual(['microphone', 'other']);
    expect(media.direct.newest.sent.microphone).toMatchObject({ id: 'microphone-2', enabled: false });
    expect(media.capture.live).toEqual(['camera-1', 'microphone-2']);
  });
});

describe('By the clock', () => {
  it('a sign of life goes every fifteen seconds, and how it goes every five', async () => {
    const { call, server, world, media } = await talking();
    media.direct.newest.sample = { bandwidthKbps: 800, packetLossPercent: 3, latencyMs: 40, jitterMs: 4 };
    media.direct.newest.loud.set('bob', 0.5);
    await world.pass(30_000);
    expect(server.asked('keepCallAlive')).toHaveLength(2);
    expect(server.asked('reportCallQuality')).toHaveLength(6);
    expect(server.asked('reportCallQuality')[0]).toEqual(
      expect.objectContaining({ callId: call.id, packetLossPercent: 3 }),
    );
    expect(call.state.get().quality).toBe('fair');
    expect(call.levels.get().get('bob')).toBe(0.5);
  });

  it('nothing runs any more once it is over', async () => {
    const { call, world, server } = await talking();
    await call.hangUp();
    expect(world.timers).toBe(0);
    expect(server.subscriptions('OnCallEvent')).toBe(0);
  });

  it('a token is renewed before its hour ends, and when the channel asks for it', async () => {
    const parts = annsCalls();
    const seatFor = (token: string) => ({
      appId: 'a',
      channel: 'c',
      uid: 1,
      token,
      expiresAt: new Date(parts.world.now() + 3_600_000).toISOString(),
    });
    parts.server.seat = seatFor('first');
    await parts.calls.start(theSession);
    expect(parts.media.agora.newest.options.seat?.token).toBe('first');
    parts.server.acknowledge();
    parts.server.comesIn('bob');
    await parts.world.pass(3_200_000);
    expect(parts.media.agora.newest.tokens).toEqual([]);
    parts.server.seat = seatFor('second');
    parts.server.lose('renewCallToken');
    await parts.world.pass(150_000);
    expect(parts.media.agora.newest.tokens).toEqual(['second']);
    parts.media.agora.newest.options.tokenEnds();
    await settled();
    expect(parts.media.agora.newest.tokens).toEqual(['second', 'second']);
  });
});

describe('A call is over', () => {
  it.each([
    ['for everyone', 'ended', (server: FakeCallServer) => server.ends()],
    ['for whoever was removed', 'removed', (server: FakeCallServer) => server.goes('ann', 'PARTICIPANT_REMOVED', true)],
    [
      'where one came in on another device',
      'moved',
      (server: FakeCallServer) =>
        server.changes(
          'ann',
          { clientId: 'another', uid: 9, joinedAt: '2030-01-01T00:00:00.000Z' },
          'PARTICIPANT_MOVED',
        ),
    ],
    [
      'where one hung up on another device',
      'elsewhere',
      (server: FakeCallServer) => server.goes('ann', 'PARTICIPANT_LEFT'),
    ],
  ] as const)('%s: devices are let go of at once', async (_, ending, happens) => {
    const { call, server, media, calls } = await talking();
    happens(server);
    expect(call.state.get()).toMatchObject({ phase: 'over', ending, members: [] });
    expect(media.capture.live).toEqual([]);
    expect(media.direct.newest.isClosed).toBe(true);
    calls.dismiss();
    expect(calls.active.get()).toBeUndefined();
  });

  it('for whoever hangs up at once, whether or not the server can be told', async () => {
    const { call, server, media } = await talking();
    server.lose('leaveCall');
    const left = call.hangUp();
    expect(call.state.get()).toMatchObject({ phase: 'over', ending: 'hung-up' });
    expect(media.capture.live).toEqual([]);
    await left;
  });

  it('where a sign of life finds that one is out, though no event said so', async () => {
    const { call, server, world } = await talking();
    server.cut();
    server.goes('ann', 'PARTICIPANT_REMOVED', true);
    server.refuse('keepCallAlive', 'NotInCall');
    await world.pass(15_000);
    expect(call.state.get().ending).toBe('removed');
  });

  it('here, where a sign of life finds that another tab has taken it, though no event said so', async () => {
    const { call, server, world } = await talking();
    server.cut();
    server.changes('ann', { clientId: 'another', uid: 9 }, 'PARTICIPANT_MOVED');
    server.refuse('keepCallAlive', 'NotInCall');
    await world.pass(15_000);
    expect(call.state.get()).toMatchObject({ phase: 'over', ending: 'moved' });
    const [{ clientId } = {}] = server.asked('keepCallAlive');
    expect(clientId).toBe(server.asked('initiateCall')[0]?.['clientId']);
    await call.hangUp();
    expect(server.asked('leaveCall')).toEqual([]);
  });

  it('not for whoever fell silent: they come in again, over a new connection', async () => {
    const { call, server, world, media } = await talking();
    server.cut();
    for (let at = 0; at < 3; at += 1) server.lose('keepCallAlive');
    await world.pass(45_000);
    server.goes('ann', 'PARTICIPANT_VANISHED');
    server.refuse('keepCallAlive', 'NotInCall');
    await world.pass(15_000);
    expect(server.asked('joinCall')).toMatchObject([{ microphone: true, camera: true }]);
    expect(call.state.get()).toMatchObject({ phase: 'live', ending: undefined });
    expect(media.direct.connections.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });
});
