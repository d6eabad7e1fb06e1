import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import { user } from '../../test/builders/people.ts';
import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import type { ParticipantQuality, QualitySample } from './quality.ts';
import { averagesOf, parseSample, qualityOf, rFactor, withSample } from './quality.ts';

const [ann, bob] = [user('ann'), user('bob')];
const good: QualitySample = { bandwidthKbps: 2000, packetLossPercent: 0, latencyMs: 40, jitterMs: 2 };
const bad: QualitySample = { bandwidthKbps: 200, packetLossPercent: 12, latencyMs: 600, jitterMs: 80 };

const reported = (samples: readonly (readonly [Instant, QualitySample])[], who = ann) =>
  samples.reduce<ParticipantQuality | undefined>((all, [at, sample]) => withSample(all, who, sample, at), undefined);
const listed = (...some: readonly (ParticipantQuality | undefined)[]) => some.flatMap((one) => one ?? []);

describe('a report on quality', () => {
  it('is refused where no connection can be so', () => {
    expect(granted(parseSample(good))).toEqual(good);
    for (const wrong of [
      { packetLossPercent: 101 },
      { latencyMs: -1 },
      { jitterMs: NaN },
      { bandwidthKbps: Infinity },
    ]) {
      expect(refusalOf(parseSample({ ...good, ...wrong }))).toBe('BadInput');
    }
  });

  it('is worse by loss, by delay and by jitter', () => {
    for (const more of [{ packetLossPercent: 3 }, { latencyMs: 400 }, { jitterMs: 100 }]) {
      expect(rFactor({ ...good, ...more })).toBeLessThan(rFactor(good));
    }
    expect(rFactor(good)).toBeGreaterThan(90);
  });
});

describe('the quality of a call', () => {
  it('is none where nobody reported', () => {
    expect(qualityOf([])).toBeUndefined();
  });

  it('has the averages over all, and names whose minute was the worst', () => {
    const anns = reported([
      [noon, good],
      [later(noon, 5_000), good],
      [later(noon, 61_000), bad],
      [later(noon, 121_000), good],
    ]);
    const quality = qualityOf(listed(anns, reported([[noon, good]], bob)));
    expect(quality).toMatchObject({
      samples: 5,
      averages: { bandwidthKbps: 1640, packetLossPercent: 2.4 },
      worstMinute: { userId: ann, startsAt: later(noon, 60_000), averages: bad },
    });
  });

  it('counts what comes late in the averages alone', () => {
    const all = reported([
      [later(noon, 61_000), good],
      [noon, bad],
    ]);
    expect(qualityOf(listed(all))).toMatchObject({ samples: 2, worstMinute: { averages: good } });
  });

  const values = fc.record({
    bandwidthKbps: fc.integer({ min: 0, max: 5000 }),
    packetLossPercent: fc.integer({ min: 0, max: 100 }),
    latencyMs: fc.integer({ min: 0, max: 2000 }),
    jitterMs: fc.integer({ min: 0, max: 200 }),
  });

  it('keeps one size however much is reported, and says the same as the whole list would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 59 }), values), { minLength: 1, maxLength: 60 }),
        (list) => {
          const inOrder = [...list].sort(([one], [other]) => one - other);
          const all = reported(
            inOrder.map(([at, sample]): [Instant, QualitySample] => [later(noon, at * 7_000), sample]),
          );
          const minutes = new Map<number, QualitySample[]>();
          for (const [at, sample] of inOrder) {
            const minute = Math.floor((at * 7) / 60);
            minutes.set(minute, [...(minutes.get(minute) ?? []), sample]);
          }
          const mean = (samples: readonly QualitySample[]) =>
            averagesOf({
              samples: samples.length,
              sums: samples.reduce((a, b) => ({
                bandwidthKbps: a.bandwidthKbps + b.bandwidthKbps,
                packetLossPercent: a.packetLossPercent + b.packetLossPercent,
                latencyMs: a.latencyMs + b.latencyMs,
                jitterMs: a.jitterMs + b.jitterMs,
              })),
            });
          const quality = qualityOf(listed(all));
          const worst = Math.min(...[...minutes.values()].map((samples) => rFactor(mean(samples))));
          expect(quality?.averages).toEqual(mean(inOrder.map(([, sample]) => sample)));
          expect(quality && rFactor(quality.worstMinute.averages)).toBe(worst);
          expect(JSON.stringify(all).length).toBeLessThan(800);
        },
      ),
    );
  });
});
