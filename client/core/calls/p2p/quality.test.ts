import { describe, expect, it } from 'vitest';
import { qualityBetween } from './quality.ts';
import type { LineStats } from './quality.ts';

const stats = (more: Partial<LineStats>): LineStats => ({
  bytes: 0,
  received: 0,
  lost: 0,
  latencyMs: undefined,
  jitterMs: undefined,
  ...more,
});
const lines = (...all: readonly LineStats[]) => new Map(all.map((line, at) => [String(at), line]));

describe('How a call was between two looks', () => {
  it('is what went over all lines, and the worst of their delays', () => {
    const before = lines(stats({ bytes: 1_000, received: 100, lost: 0 }), stats({}));
    const now = lines(
      stats({ bytes: 6_000, received: 190, lost: 10, latencyMs: 20, jitterMs: 9 }),
      stats({ bytes: 5_000, received: 100, latencyMs: 80, jitterMs: 3 }),
    );
    expect(qualityBetween(before, now, 1_000)).toEqual({
      bandwidthKbps: 80,
      packetLossPercent: 5,
      latencyMs: 80,
      jitterMs: 9,
    });
  });

  it('counts a line that was made anew from nothing', () => {
    const now = lines(stats({ bytes: 500, received: 10 }));
    expect(qualityBetween(lines(stats({ bytes: 9_000, received: 900 })), now, 1_000)?.bandwidthKbps).toBe(4);
  });

  it('is nothing where nothing went', () => {
    const same = lines(stats({ bytes: 500 }));
    expect(qualityBetween(same, same, 1_000)).toBeUndefined();
    expect(qualityBetween(new Map(), new Map(), 1_000)).toBeUndefined();
  });

  it('stays within what the API takes', () => {
    const wild = lines(stats({ bytes: 1e15, received: 1, lost: 1e9, latencyMs: 1e9, jitterMs: -5 }));
    expect(qualityBetween(new Map(), wild, 1)).toEqual({
      bandwidthKbps: 1_000_000,
      packetLossPercent: expect.closeTo(100, 3) as number,
      latencyMs: 60_000,
      jitterMs: 0,
    });
  });
});
