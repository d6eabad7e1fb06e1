import type { JsonObject, Metrics } from '../contract.ts';
import { Histogram } from './histogram.ts';

/**
 * Counters, gauges and latency percentiles of this process.
 *
 * `snapshot()` is `{ counters: {name: n}, figures, gauges: {name: n}, timings: {name: {count, mean, p50, p95, p99, max}} }`,
 * `figures` as `timings`, names in alphabetical order, durations in milliseconds. Names must be fixed words, never ids: memory grows with their number.
 */
export function createMetrics(): Metrics {
  const counters = new Map<string, number>();
  const timings = new Map<string, Histogram>();
  const figures = new Map<string, Histogram>();
  const gauges = new Map<string, () => number>();

  return {
    count(name, by = 1) {
      counters.set(name, (counters.get(name) ?? 0) + by);
    },
    time: (name, milliseconds) => record(timings, name, milliseconds),
    note: (name, value) => record(figures, name, value),
    gauge(name, read) {
      gauges.set(name, read);
    },
    snapshot(): JsonObject {
      return {
        counters: byName(counters, (total) => total),
        figures: byName(figures, (histogram) => ({ ...histogram.summary() })),
        gauges: byName(gauges, (read) => read()),
        timings: byName(timings, (histogram) => ({ ...histogram.summary() })),
      };
    },
  };
}

function record(histograms: Map<string, Histogram>, name: string, value: number): void {
  const known = histograms.get(name);
  const histogram = known ?? new Histogram();
  if (known === undefined) histograms.set(name, histogram);
  histogram.record(value);
}

function byName<Value>(values: ReadonlyMap<string, Value>, show: (value: Value) => number | JsonObject): JsonObject {
  const names = [...values.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map(([name, value]) => [name, show(value)]));
}
