import { describe, expect, it } from 'vitest';
import type { Json } from '../contract.ts';
import { createOperations } from '../gateway/operations.ts';
import { eq, note, ON_NOTE } from '../../test/runtime-front/notes-api.ts';
import type { SubscribeRule } from '../../test/runtime-front/notes-api.ts';
import { openStage } from '../../test/runtime-front/stage.ts';
import { pausedRule, subscriber } from '../../test/runtime-front/subscribers.ts';

describe('invalidation', () => {
  const rule: SubscribeRule = (_, args) => ({ invalidationFilter: eq('sessionId', args['sessionId'] ?? null) });

  it('completes exactly the subscriptions that the payload names', async () => {
    const stage = await openStage({ rule });
    const [here, there] = [await subscriber(stage, 's1'), await subscriber(stage, 's2')];
    stage.realtime.invalidate([{ subscriptionField: 'onNote', payload: { sessionId: 's1' } }]);
    expect(await here.next()).toEqual({ id: 'on s1', type: 'complete' });
    stage.realtime.publish([...note('s1'), ...note('s2')]);
    expect(await there.next()).toMatchObject({ type: 'data' });
    expect(stage.metrics.of('realtime.deliveries')).toBe(1);
    expect(await here.subscribe('on s1', ON_NOTE, { s: 's1' })).toEqual({ id: 'on s1', type: 'start_ack' });
  });

  it('finds nothing of a subscription that was stopped', async () => {
    const stage = await openStage({ rule });
    const client = await subscriber(stage, 's1');
    client.say({ id: 'on s1', type: 'stop' });
    await client.next();
    stage.realtime.invalidate([{ subscriptionField: 'onNote', payload: { sessionId: 's1' } }]);
    expect(stage.metrics.of('realtime.invalidated')).toBe(0);
  });

  const inert: readonly [string, Json][] = [
    ['another field', { subscriptionField: 'onAny', payload: { sessionId: 's1' } }],
    ['another value', { subscriptionField: 'onNote', payload: { sessionId: 's2' } }],
    ['no payload', { subscriptionField: 'onNote' }],
    ['no field', { payload: { sessionId: 's1' } }],
    ['no object', 'onNote'],
    ['null', null],
  ];
  it.each(inert)('leaves subscriptions alone for %s', async (_, invalidation) => {
    const stage = await openStage({ rule });
    const client = await subscriber(stage, 's1');
    stage.realtime.invalidate([invalidation]);
    stage.realtime.publish(note('s1'));
    expect(await client.next()).toMatchObject({ type: 'data' });
  });

  it('leaves what was stopped while its resolver ran unregistered', async () => {
    const paused = pausedRule(rule);
    const stage = await openStage({ rule: paused.rule });
    const client = await stage.connect();
    await client.init();
    client.start('a', ON_NOTE, { s: 's1' });
    await paused.asked;
    client.say({ id: 'a', type: 'stop' });
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' });
    paused.resume();
    expect(await client.subscribe('b', ON_NOTE, { s: 's2' })).toEqual({ id: 'b', type: 'start_ack' });
    expect(stage.metrics.gauges.get('realtime.subscriptions')?.()).toBe(1);
  });

  it('reaches a subscription whose resolver is still looking at what has just ended', async () => {
    const paused = pausedRule(rule);
    const stage = await openStage({ rule: paused.rule });
    const client = await stage.connect();
    await client.init();
    client.start('a', ON_NOTE, { s: 's1' });
    await paused.asked;
    stage.realtime.invalidate([{ subscriptionField: 'onNote', payload: { sessionId: 's1' } }]);
    paused.resume();
    expect(await client.next()).toEqual({ id: 'a', type: 'start_ack' });
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' });
    expect(stage.metrics.gauges.get('realtime.subscriptions')?.()).toBe(0);
  });

  it('is done before the event of the same mutation goes out', async () => {
    const stage = await openStage({ rule });
    const client = await subscriber(stage, 's1');
    const run = createOperations({
      executor: {
        execute: () =>
          Promise.resolve({
            answer: { data: null },
            events: note('s1'),
            invalidations: [{ subscriptionField: 'onNote', payload: { sessionId: 's1' } }],
          }),
      },
      realtime: stage.realtime,
      metrics: stage.metrics,
    });
    await run({ query: '' }, { mode: 'AWS_IAM', identity: null }, {});
    expect(await client.next()).toEqual({ id: 'on s1', type: 'complete' });
    expect(stage.metrics.of('realtime.deliveries')).toBe(0);
  });
});
