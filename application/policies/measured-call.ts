import type { CallMeasure } from '../../domain/vocabulary/call-measures.ts';
import { CallMode } from '../../domain/vocabulary/calls.ts';
import type { SystemEvent } from '../../domain/vocabulary/messages.ts';
import type { MeasuredCall } from '../ports/event-counts.ts';
import type { DeliveredEvent } from './bus-events.ts';

const ends: readonly unknown[] = [
  'CALL_ENDED',
  'CALL_MISSED',
  'CALL_DECLINED',
  'CALL_FAILED',
] satisfies readonly SystemEvent[];

/** What is to be measured of the end of a call; `undefined` for everything else. */
export function measuredCall({ type, facts }: Pick<DeliveredEvent, 'type' | 'facts'>): MeasuredCall | undefined {
  if (type !== 'SessionChanged' || !ends.includes(facts['change'])) return undefined;
  const call = fieldsOf(facts['call']);
  const mode = Object.values(CallMode).find((known) => known === call['mode']);
  if (mode === undefined) return undefined;
  const quality = fieldsOf(call['quality']);
  const duration = figure(call['durationSeconds']);
  return {
    mode,
    values: {
      answered: duration === undefined ? 0 : 1,
      ...given('duration', duration),
      ...given('participants', figure(call['participantCount'])),
      ...given('bandwidth', figure(quality['bandwidthKbps'])),
      ...given('packetLoss', figure(quality['packetLossPercent'])),
      ...given('latency', figure(quality['latencyMs'])),
      ...given('jitter', figure(quality['jitterMs'])),
    },
  };
}

const figure = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

const given = (name: CallMeasure, value: number | undefined): MeasuredCall['values'] =>
  value === undefined ? {} : { [name]: value };

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
