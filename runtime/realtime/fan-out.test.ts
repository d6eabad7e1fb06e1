import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ManualClock, MemoryLog, MemoryMetrics } from '../../test/runtime-front/memory-ports.ts';
import { eq, note, noteOf, ON_NOTE, project } from '../../test/runtime-front/notes-api.ts';
import { openStage } from '../../test/runtime-front/stage.ts';
import { subscriber } from '../../test/runtime-front/subscribers.ts';
import { createFanOut } from './fan-out.ts';
import { realtimeLimits } from './limits.ts';
import { accept, SubscriptionRegistry } from './registry.ts';
import type { Recipient } from './subscription.ts';

describe('delivery', () => {
  it('looks only at the subscriptions of the session, however many others there are', () => {
    const metrics = new MemoryMetrics();
    const registry = new SubscriptionRegistry();
    const told: string[] = [];
    const recipient = (name: string): Recipient => ({
      slots: new Map(),
      isOpen: true,
      send: () => undefined,
      sendShared: () => told.push(name),
    });
    const document = parse(ON_NOTE);
    const register = (name: string, sessionId: string): void => {
      const plan = {
        field: 'onNote',
        args: {},
        document,
        variables: { s: sessionId },
        filter: eq('sessionId', sessionId),
      };
      registry.add(accept(plan), ON_NOTE, name, recipient(name), Infinity);
    };
    for (let at = 0; at < 10_000; at += 1) register(`other ${at}`, `other ${at}`);
    register('ann', 's1');
    register('bob', 's1');

    const feeds = new Map([['note', ['onNote']]]);
    const clock = new ManualClock();
    const log = new MemoryLog();
    const publish = createFanOut({ registry, feeds, project, limits: realtimeLimits, metrics, log, clock });
    publish(note('s1'));
    expect(told).toEqual(['ann', 'bob']);
    expect(metrics.of('realtime.index.examined')).toBe(2);
  });

  it('projects and serialises an event once for all who ask with the same document and variables', async () => {
    let projections = 0;
    const stage = await openStage({
      project: (plan, event) => {
        projections += 1;
        return project(plan, event);
      },
    });
    const clients = await Promise.all(Array.from({ length: 20 }, () => subscriber(stage, 's1')));
    const other = await stage.connect();
    await other.init();
    await other.subscribe('x', 'subscription { onNote(sessionId: "s1") { author } }');

    stage.realtime.publish(note('s1'));
    for (const client of clients)
      expect(await client.next()).toMatchObject({ payload: { data: { onNote: { text: 'hi' } } } });
    expect(await other.next()).toEqual({ id: 'x', type: 'data', payload: { data: { onNote: { author: 'bob' } } } });
    expect(projections).toBe(2);
    expect(stage.metrics.of('realtime.deliveries')).toBe(21);
  });

  it('projects once also for those whose filters differ', async () => {
    let ranks = 0;
    const stage = await openStage({
      rule: () => {
        ranks += 1;
        return { filter: { filterGroup: [{ filters: [{ fieldName: 'rank', operator: 'notIn', value: [-ranks] }] }] } };
      },
    });
    const clients = [await subscriber(stage, 's1'), await subscriber(stage, 's1')];
    stage.realtime.publish(note('s1'));
    for (const client of clients) expect(await client.next()).toMatchObject({ type: 'data' });
    expect(stage.metrics.of('realtime.projections')).toBe(1);
  });

  it('feeds every subscription field that names the mutation, and no other', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    await client.subscribe('note', ON_NOTE, { s: 's1' });
    await client.subscribe('any', 'subscription { onAny { sessionId } }');
    stage.realtime.publish([{ field: 'other', value: { sessionId: 's1' } }]);
    expect(await client.next()).toMatchObject({ id: 'any', payload: { data: { onAny: { sessionId: 's1' } } } });
    stage.realtime.publish(note('s1'));
    const ids = [(await client.next()).id, (await client.next()).id];
    expect(ids.sort()).toEqual(['any', 'note']);
    stage.realtime.publish([{ field: 'unheard', value: {} }]);
    expect(client.messages).toHaveLength(6);
  });

  it('keeps the order of events', async () => {
    const stage = await openStage();
    const client = await subscriber(stage, 's1');
    stage.realtime.publish(Array.from({ length: 500 }, (_, at) => note('s1', `${at}`)).flat());
    const texts: unknown[] = [];
    for (let at = 0; at < 500; at += 1) texts.push((await client.next()).payload?.['data']);
    expect(texts).toEqual(Array.from({ length: 500 }, (_, at) => ({ onNote: { sessionId: 's1', text: `${at}` } })));
  });

  it.each([1, 100, 200, 60_000, 70_000, 200_000])(
    'carries a payload of %i characters of any script whole',
    async (size) => {
      const stage = await openStage();
      const client = await stage.connect();
      await client.init();
      await client.subscribe('ключ 🔑 "\\', ON_NOTE, { s: 's1' });
      const text = '€'.repeat(Math.ceil(size / 3));
      stage.realtime.publish(note('s1', text));
      expect(await client.next()).toEqual({
        id: 'ключ 🔑 "\\',
        type: 'data',
        payload: { data: { onNote: { sessionId: 's1', text } } },
      });
    },
  );

  it('delivers once to a subscription several of whose filter groups match', async () => {
    const filter = {
      filterGroup: [
        { filters: [{ fieldName: 'sessionId', operator: 'eq', value: 's1' }] },
        { filters: [{ fieldName: 'rank', operator: 'ge', value: 1 }] },
      ],
    };
    const stage = await openStage({ rule: () => ({ filter }) });
    const client = await subscriber(stage, 's1');
    stage.realtime.publish([...note('s1', 'both'), ...noteOf({ sessionId: 's2', rank: 0 }), ...note('s2', 'one')]);
    expect(await client.next()).toMatchObject({ payload: { data: { onNote: { text: 'both' } } } });
    expect(await client.next()).toMatchObject({ payload: { data: { onNote: { text: 'one' } } } });
    expect(stage.metrics.of('realtime.deliveries')).toBe(2);
  });

  it('goes by the filter a resolver set and not by the arguments', async () => {
    const stage = await openStage({ rule: () => ({ filter: eq('author', 'bob') }) });
    const client = await subscriber(stage, 's1');
    stage.realtime.publish(noteOf({ sessionId: 'elsewhere', author: 'bob', text: 'hi' }));
    expect(await client.next()).toMatchObject({ type: 'data' });
  });

  it('refuses a subscription whose resolver set a filter that AppSync does not take', async () => {
    const stage = await openStage({ rule: () => ({ filter: { filterGroup: [] } }) });
    const client = await stage.connect();
    await client.init();
    expect(await client.subscribe('a', ON_NOTE, { s: 's1' })).toMatchObject({
      type: 'error',
      payload: { errors: [{ errorType: 'InvalidSubscriptionFilter' }] },
    });
  });

  it('publishes nothing of a mutation without a result', async () => {
    const stage = await openStage();
    const client = await stage.connect();
    await client.init();
    await client.subscribe('any', 'subscription { onAny { sessionId } }');
    stage.realtime.publish(noteOf(null));
    expect(stage.metrics.of('realtime.projections')).toBe(0);
  });

  it('drops a payload over 240 KB, counts it, and logs nothing of what it said', async () => {
    const stage = await openStage();
    const client = await subscriber(stage, 's1');
    const wrapping = JSON.stringify({ data: { onNote: { sessionId: 's1', text: '' } } }).length;
    stage.realtime.publish(note('s1', 'x'.repeat(240 * 1024 - wrapping + 1)));
    expect(stage.metrics.of('realtime.dropped.payloadTooLarge')).toBe(1);
    expect(stage.log.lines).toEqual([
      JSON.stringify({ event: 'realtime.payloadTooLarge', field: 'onNote', mutation: 'note', bytes: 240 * 1024 + 1 }),
    ]);
    stage.realtime.publish(note('s1', 'y'.repeat(240 * 1024 - wrapping)));
    expect(await client.next()).toMatchObject({ type: 'data' });
    expect(client.messages).toHaveLength(3);
  });

  it('goes on after a projection that failed', async () => {
    let failures = 1;
    const stage = await openStage({
      project: (plan, event) => {
        failures -= 1;
        if (failures >= 0) throw new Error('secret text');
        return project(plan, event);
      },
    });
    const client = await subscriber(stage, 's1');
    stage.realtime.publish([...note('s1', 'lost'), ...note('s1', 'next')]);
    expect(await client.next()).toMatchObject({ payload: { data: { onNote: { text: 'next' } } } });
    expect(stage.metrics.of('realtime.dropped.projectionFailed')).toBe(1);
    expect(stage.log.lines.join()).not.toContain('secret');
  });

  it('forgets everything about a client that went away', async () => {
    const stage = await openStage();
    const [leaving, staying] = [await subscriber(stage, 's1'), await subscriber(stage, 's1')];
    leaving.socket.terminate();
    await expect.poll(() => stage.metrics.gauges.get('realtime.connections')?.()).toBe(1);
    expect(stage.metrics.gauges.get('realtime.subscriptions')?.()).toBe(1);
    stage.realtime.publish(note('s1'));
    expect(await staying.next()).toMatchObject({ type: 'data' });
    expect(stage.metrics.of('realtime.index.examined')).toBe(1);
  });

  it('cuts off a reader that does not read, and nobody else', async () => {
    const stage = await openStage({ limits: { bufferedBytes: 1024 * 1024 } });
    const [slow, quick] = [await subscriber(stage, 's1'), await subscriber(stage, 's1')];
    slow.socket.pause();
    const text = 'x'.repeat(200_000);
    let read = 0;
    while (stage.metrics.of('realtime.dropped.slowReader') === 0) {
      stage.realtime.publish(note('s1', text));
      await quick.next();
      read += 1;
    }
    expect(stage.metrics.gauges.get('realtime.subscriptions')?.()).toBe(1);
    stage.clock.advance(200);
    stage.tick();
    await expect.poll(() => stage.metrics.gauges.get('realtime.connections')?.()).toBe(1);
    stage.realtime.publish(note('s1', 'still here'));
    expect(await quick.next()).toMatchObject({ payload: { data: { onNote: { text: 'still here' } } } });
    expect(read).toBeGreaterThan(0);
  });

  it('tells a reader that catches up why it was cut off', async () => {
    const stage = await openStage({ limits: { bufferedBytes: 1024 } });
    const client = await subscriber(stage, 's1');
    stage.realtime.publish(note('s1', 'x'.repeat(2_000)));
    expect(await client.closed).toEqual({ code: 1013, reason: 'reader too slow' });
  });
});
