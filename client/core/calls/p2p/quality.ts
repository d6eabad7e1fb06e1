import type { QualitySample } from '../media.ts';

/** What a line counted since it was opened; times in milliseconds. https://www.w3.org/TR/webrtc-stats/ */
export interface LineStats {
  readonly bytes: number;
  readonly received: number;
  readonly lost: number;
  /** There and back; undefined until it was measured. */
  readonly latencyMs: number | undefined;
  readonly jitterMs: number | undefined;
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
const worst = (values: readonly (number | undefined)[]): number =>
  Math.max(0, ...values.filter((value) => value !== undefined));

/**
 * How all lines of a call were between two looks at them: what went over them together, and the worst of their delays.
 * Nothing where nothing went.
 */
export const qualityBetween = (
  before: ReadonlyMap<string, LineStats>,
  now: ReadonlyMap<string, LineStats>,
  ms: number,
): QualitySample | undefined => {
  let [bytes, received, lost] = [0, 0, 0];
  for (const [key, line] of now) {
    const was = before.get(key);
    // A line that was made anew counts from nothing again.
    const since = (count: (stats: LineStats) => number): number =>
      Math.max(0, count(line) - (was === undefined || count(was) > count(line) ? 0 : count(was)));
    bytes += since((stats) => stats.bytes);
    received += since((stats) => stats.received);
    lost += since((stats) => stats.lost);
  }
  if (bytes === 0 || ms <= 0) return undefined;
  const lines = [...now.values()];
  return {
    bandwidthKbps: within((bytes * 8) / ms, 1_000_000),
    packetLossPercent: received + lost === 0 ? 0 : within((100 * lost) / (received + lost), 100),
    latencyMs: within(worst(lines.map(({ latencyMs }) => latencyMs)), 60_000),
    jitterMs: within(worst(lines.map(({ jitterMs }) => jitterMs)), 60_000),
  };
};
