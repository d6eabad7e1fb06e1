import { describe, expect, it } from 'vitest';
import { note, ON_NOTE } from '../../test/runtime-front/notes-api.ts';
import { openStage } from '../../test/runtime-front/stage.ts';
import { subscriber } from '../../test/runtime-front/subscribers.ts';

describe('who may listen', () => {
  it.each([
    ['an expired token', 'expired', 'Token has expired.'],
    ['no token', '', 'Valid authorization header not provided.'],
    ['garbage', 'garbage', 'Unable to parse JWT token.'],
  ])('answers %s on connecting with connection_error, and closes', async (_, kind, message) => {
    const stage = await openStage();
    const token = kind === 'expired' ? await stage.token('ann', 1_000) : kind;
    if (kind === 'expired') stage.clock.advance(1_000);
    const client = await stage.connect(token);
    client.say({ type: 'connection_init' });
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: { errors: [{ errorType: 'UnauthorizedException', message, errorCode: 401 }] },
    });
    expect((await client.closed).code).toBe(1008);
  });

  it('does not wait for ever for a refused client to say something', async () => {
    const stage = await openStage();
    const client = await stage.connect('garbage');
    await expect
      .poll(() => {
        stage.clock.advance(10_000);
        stage.tick();
        return client.messages.length;
      })
      .toBe(1);
    expect((await client.closed).code).toBe(1008);
  });

  it('authorises every start by its own credentials', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    client.start('a', ON_NOTE, { s: 's1' }, 'garbage');
    expect(await client.next()).toEqual({
      id: 'a',
      type: 'error',
      payload: {
        errors: [{ errorType: 'UnauthorizedException', message: 'Unable to parse JWT token.', errorCode: 401 }],
      },
    });
    client.say({ id: 'b', type: 'start', payload: { data: JSON.stringify({ query: ON_NOTE }) } });
    expect(await client.next()).toMatchObject({
      id: 'b',
      payload: {
        errors: [{ errorType: 'UnauthorizedException', message: 'Valid authorization header not provided.' }],
      },
    });
  });

  it("delivers nothing from the moment a subscription's token expires, and says so", async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    client.start('a', ON_NOTE, { s: 's1' }, await stage.token('ann', 60_000));
    await client.next();
    stage.clock.advance(60_000);
    stage.realtime.publish(note('s1'));
    expect(stage.metrics.of('realtime.deliveries')).toBe(0);
    stage.tick();
    const messages = [await client.next(), await client.next()];
    expect(messages).toContainEqual({
      id: 'a',
      type: 'error',
      payload: { errors: [{ errorType: 'UnauthorizedException', message: 'Token has expired.', errorCode: 401 }] },
    });
    expect(stage.metrics.gauges.get('realtime.subscriptions')?.()).toBe(0);
    expect(await client.subscribe('b', ON_NOTE, { s: 's1' })).toEqual({ id: 'b', type: 'start_ack' });
  });

  it('ends the connection when the token it was opened with expires', async () => {
    const stage = await openStage();
    const client = await stage.connect(await stage.token('ann', 30_000));
    await client.init();
    stage.clock.advance(30_000);
    stage.tick();
    expect(await client.next()).toMatchObject({ type: 'connection_error' });
    expect((await client.closed).code).toBe(1008);
  });

  it('closes every connection of a user who signed out, and no other', async () => {
    const stage = await openStage();
    const [ann, annToo, bob] = [
      await subscriber(stage, 's1', await stage.token('ann')),
      await subscriber(stage, 's1', await stage.token('ann')),
      await subscriber(stage, 's1', await stage.token('bob')),
    ];
    await stage.issuer.signOut('ann');
    expect(stage.realtime.closeUser('ann')).toBe(2);
    expect(stage.realtime.closeUser('nobody')).toBe(0);
    stage.realtime.publish(note('s1'));
    expect((await ann.closed).code).toBe(1008);
    expect((await annToo.closed).reason).toBe('signed out');
    expect(await bob.next()).toMatchObject({ type: 'data' });
    expect(stage.metrics.of('realtime.deliveries')).toBe(1);
  });

  it('ends a connection after its day', async () => {
    const stage = await openStage();
    const client = await stage.connect(await stage.token('ann', 72 * 3_600_000));
    await client.init();
    stage.clock.advance(24 * 3_600_000);
    stage.tick();
    expect((await client.closed).code).toBe(1000);
  });
});
