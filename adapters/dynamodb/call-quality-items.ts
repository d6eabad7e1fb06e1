import { toIso } from '../../domain/shared/instant.ts';
import type { CallId } from '../../domain/shared/ids.ts';
import type {
  ParticipantQuality,
  QualityMinute,
  QualitySample,
  QualityTally,
} from '../../domain/video-call/quality.ts';
import { Attributes } from './attributes.ts';
import type { CallQualityItem, MinuteAttribute } from './layout/index.ts';
import { callQualityKey } from './layout/index.ts';

export const callQualityItem = (id: CallId, quality: ParticipantQuality): CallQualityItem => ({
  ...callQualityKey(id, quality.userId),
  userId: quality.userId,
  samples: quality.total.samples,
  total: quality.total,
  current: minuteAttribute(quality.current),
  worst: quality.worst && minuteAttribute(quality.worst),
});

const minuteAttribute = ({ startsAt, tally }: QualityMinute): MinuteAttribute => ({ startsAt: toIso(startsAt), tally });

export function readCallQuality(item: unknown): ParticipantQuality {
  const quality = new Attributes(item, 'quality report');
  const worst = quality.partOrNull('worst');
  return {
    userId: quality.userId('userId'),
    total: readTally(quality.part('total')),
    current: readMinute(quality.part('current')),
    worst: worst && readMinute(worst),
  };
}

const readMinute = (minute: Attributes): QualityMinute => ({
  startsAt: minute.instant('startsAt'),
  tally: readTally(minute.part('tally')),
});

const readTally = (tally: Attributes): QualityTally => ({
  samples: tally.count('samples'),
  sums: readSample(tally.part('sums')),
});

export const readSample = (sample: Attributes): QualitySample => ({
  bandwidthKbps: sample.number('bandwidthKbps'),
  packetLossPercent: sample.number('packetLossPercent'),
  latencyMs: sample.number('latencyMs'),
  jitterMs: sample.number('jitterMs'),
});
