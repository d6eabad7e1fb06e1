import { describe, expect, it } from 'vitest';
import { createLog, createMetrics } from '../observe/index.ts';
import { createEventBus } from './event-bus.ts';

const aBus = () => {
  const lines: string[] = [];
  const metrics = createMetrics();
  const clock = { now: () => 0 };
  const log = createLog({ level: 'debug', write: (line) => lines.push(line), clock });
  let n = 0;
  const bus = createEventBus({ metrics, log, uuid: () => `event-${++n}` });
  return { bus, metrics, lines };
};

describe('The local event bus', () => {
  it('delivers an event to the consumers of its source and type, and to no other', async () => {
    const { bus } = aBus();
    const heard: string[] = [];
    bus.on({ source: 'lessons', detailType: 'Scheduled' }, async ({ id }) => void heard.push(`scheduled ${id}`));
    bus.on({ source: 'lessons', detailType: 'Cancelled' }, async ({ id }) => void heard.push(`cancelled ${id}`));
    const put = await bus.put({ source: 'lessons', detailType: 'Scheduled', detail: {} });
    expect(put).toEqual({ eventId: 'event-1', matched: 1 });
    expect(heard).toEqual(['scheduled event-1']);
  });

  it('drops an event that no rule matches, and counts it', async () => {
    const { bus, metrics } = aBus();
    expect(await bus.put({ source: 'x', detailType: 'y', detail: {} })).toMatchObject({ matched: 0 });
    expect(metrics.snapshot()).toMatchObject({ counters: { 'bus.unmatched': 1 } });
  });

  it('goes on to the next consumer when one fails, and logs nothing of the event’s detail', async () => {
    const { bus, lines } = aBus();
    const heard: string[] = [];
    const rule = { source: 'x', detailType: 'y' };
    bus.on(rule, () => Promise.reject(new TypeError('secret of the detail')));
    bus.on(rule, async () => void heard.push('second'));
    await bus.put({ ...rule, detail: { name: 'secret of the detail' } });
    expect(heard).toEqual(['second']);
    expect(lines.join()).toContain('TypeError');
    expect(lines.join()).not.toContain('secret');
  });
});
