import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';

const noon = { now: () => Date.UTC(2026, 10, 21, 12) };

describe('createMetrics', () => {
  it('adds up counters and reads gauges when asked', () => {
    const metrics = createMetrics();
    let open = 1;
    metrics.gauge('sockets', () => open);
    metrics.count('sent');
    metrics.count('sent', 4);
    open = 7;

    expect(metrics.snapshot()).toMatchObject({ counters: { sent: 5 }, gauges: { sockets: 7 } });
  });

  it('keeps percentiles within a tenth of the true value', () => {
    const metrics = createMetrics();
    for (let ms = 1; ms <= 10_000; ms += 1) metrics.time('send', ms / 10);

    const timings = metrics.snapshot()['timings'];
    const send: unknown =
      typeof timings === 'object' && timings !== null && 'send' in timings ? timings.send : undefined;
    expect(send).toMatchObject({ count: 10_000, max: 1000 });
    const near = (share: string, truth: number) => {
      const shown: unknown = Reflect.get(Object(send), share);
      expect(shown).toBeGreaterThanOrEqual(truth);
      expect(shown).toBeLessThanOrEqual(truth * 1.1);
    };
    near('p50', 500);
    near('p95', 950);
    near('p99', 990);
  });

  it('survives durations that make no sense', () => {
    const metrics = createMetrics();
    for (const odd of [Number.NaN, -1, 0, Number.POSITIVE_INFINITY, 1e12]) metrics.time('odd', odd);
    expect(metrics.snapshot()).toMatchObject({ timings: { odd: { count: 5, p50: 0.001, max: 1e12 } } });
  });
});

describe('createLog', () => {
  it('writes one JSON object a line', () => {
    const lines: string[] = [];
    createLog({ level: 'info', write: (line) => lines.push(line), clock: noon }).warn('engine ended', {
      code: 1,
      text: 'a\nb',
    });

    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: '2026-11-21T12:00:00.000Z',
      level: 'warn',
      event: 'engine ended',
      code: 1,
      text: 'a\nb',
    });
  });

  it('leaves out what is below its level', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'warn', write: (line) => lines.push(line), clock: noon });
    log.debug('a');
    log.info('b');
    log.error('c');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'c' });
  });

  it('does not let fields overwrite what every line has', () => {
    const lines: string[] = [];
    createLog({ level: 'debug', write: (line) => lines.push(line), clock: noon }).info('real', {
      event: 'forged',
      level: 'x',
    });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'real', level: 'info' });
  });
});
