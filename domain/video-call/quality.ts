import type { Instant } from '../shared/instant.ts';
import { instantOf } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { CallLimits } from '../vocabulary/call-limits.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import type { CallConnection } from '../vocabulary/message-content.ts';

/** How a participant's connection was over the last seconds, as their client measured it. */
export type QualitySample = CallConnection;

/** So many samples, added up: it has one size, however many they are. */
export interface QualityTally {
  readonly samples: number;
  readonly sums: QualitySample;
}

export interface QualityMinute {
  readonly startsAt: Instant;
  readonly tally: QualityTally;
}

/** All that is kept of what one participant reported. */
export interface ParticipantQuality {
  readonly userId: UserId;
  readonly total: QualityTally;
  /** The minute that samples are added to now. */
  readonly current: QualityMinute;
  /** Of the minutes before. */
  readonly worst: QualityMinute | null;
}

export interface CallQuality {
  readonly averages: QualitySample;
  readonly samples: number;
  readonly worstMinute: {
    readonly userId: UserId;
    readonly startsAt: Instant;
    readonly averages: QualitySample;
  };
}

const fields = ['bandwidthKbps', 'packetLossPercent', 'latencyMs', 'jitterMs'] as const;
const greatest: QualitySample = {
  bandwidthKbps: CallLimits.bandwidthKbps,
  packetLossPercent: 100,
  latencyMs: CallLimits.latencyMs,
  jitterMs: CallLimits.latencyMs,
};

/** A sample as a client reported it. Refused: `BadInput` for what no connection can have. */
export function parseSample(wish: QualitySample): Result<QualitySample> {
  const wrong = fields.find((field) => !(wish[field] >= 0 && wish[field] <= greatest[field]));
  if (wrong === undefined) return done(mapped((field) => wish[field]));
  const limit = greatest[wrong];
  return refused({ code: ErrorCode.BadInput, why: `${wrong} is not 0 to ${limit}`, info: { limit } });
}

const mapped = (value: (field: (typeof fields)[number]) => number): QualitySample => ({
  bandwidthKbps: value('bandwidthKbps'),
  packetLossPercent: value('packetLossPercent'),
  latencyMs: value('latencyMs'),
  jitterMs: value('jitterMs'),
});

const of = (sample: QualitySample): QualityTally => ({ samples: 1, sums: sample });

const together = (one: QualityTally, other: QualityTally): QualityTally => ({
  samples: one.samples + other.samples,
  sums: mapped((field) => one.sums[field] + other.sums[field]),
});

export const averagesOf = ({ samples, sums }: QualityTally): QualitySample => mapped((field) => sums[field] / samples);

/**
 * How well people understand each other over such a connection, the E-model's R factor in a common short form: 93 and less,
 * under 60 poor. ITU-T G.107.
 */
export function rFactor({ latencyMs, jitterMs, packetLossPercent }: QualitySample): number {
  const delay = latencyMs + 2 * jitterMs + 10;
  return 93.2 - (delay < 160 ? delay / 40 : (delay - 120) / 10) - 2.5 * packetLossPercent;
}

const worse = (one: QualityMinute, other: QualityMinute | null): QualityMinute =>
  other === null || rFactor(averagesOf(one.tally)) < rFactor(averagesOf(other.tally)) ? one : other;

const minuteOf = (at: Instant): Instant => instantOf(at - (at % 60_000));

/** With one sample more; one that comes later than its minute counts in the averages alone. */
export function withSample(
  before: ParticipantQuality | undefined,
  userId: UserId,
  sample: QualitySample,
  at: Instant,
): ParticipantQuality {
  const [startsAt, tally] = [minuteOf(at), of(sample)];
  if (before === undefined) return { userId, total: tally, current: { startsAt, tally }, worst: null };
  const total = together(before.total, tally);
  const { current, worst } = before;
  if (startsAt < current.startsAt) return { ...before, total };
  return startsAt === current.startsAt
    ? { userId, total, current: { startsAt, tally: together(current.tally, tally) }, worst }
    : { userId, total, current: { startsAt, tally }, worst: worse(current, worst) };
}

/** To a hundredth: nobody measures finer. */
export const rounded = (sample: QualitySample): QualitySample =>
  mapped((field) => Math.round(sample[field] * 100) / 100);

/** What participants reported, taken together; `undefined` where nobody did. */
export function qualityOf(reported: readonly ParticipantQuality[]): CallQuality | undefined {
  const minutes = reported.map(({ userId, current, worst }) => ({ userId, minute: worse(current, worst) }));
  const [first, ...others] = minutes;
  if (first === undefined) return undefined;
  const worst = others.reduce((one, other) => (worse(other.minute, one.minute) === other.minute ? other : one), first);
  const total = reported.map((one) => one.total).reduce(together);
  return {
    averages: averagesOf(total),
    samples: total.samples,
    worstMinute: {
      userId: worst.userId,
      startsAt: worst.minute.startsAt,
      averages: averagesOf(worst.minute.tally),
    },
  };
}
