import type { EventCounts, MeasuredCall } from '../../application/ports/event-counts.ts';
import type { CallMeasure } from '../../domain/vocabulary/call-measures.ts';
import { CallMeasures, metricNamespace } from '../../domain/vocabulary/call-measures.ts';

/**
 * Counts as lines of a function's log that CloudWatch makes metrics of: `Events` by type, and by type and kind; what is
 * measured of calls, of all and by what they began with.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param write takes one line without its end.
 */
export const embeddedEventCounts = (write: (line: string) => void, now: () => number): EventCounts => ({
  count({ type, kind }) {
    const dimensions = kind === null ? [['Type']] : [['Type'], ['Type', 'Kind']];
    const metrics = [{ Name: 'Events', Unit: 'Count' }];
    const values = { Type: type, ...(kind === null ? {} : { Kind: kind }), Events: 1 };
    write(lineOf(now(), dimensions, metrics, values));
  },
  measure({ mode, values }) {
    const measured = measuredIn(values);
    const metrics = measured.map(({ metric, unit }) => ({ Name: metric, Unit: unit }));
    const figures = Object.fromEntries(measured.map(({ metric, value }) => [metric, value]));
    write(lineOf(now(), [[], ['Mode']], metrics, { Mode: mode, ...figures }));
  },
});

const lineOf = (
  at: number,
  dimensions: readonly (readonly string[])[],
  metrics: readonly { readonly Name: string; readonly Unit: string }[],
  values: Readonly<Record<string, string | number>>,
): string => {
  const directive = { Namespace: metricNamespace, Dimensions: dimensions, Metrics: metrics };
  return JSON.stringify({ _aws: { Timestamp: at, CloudWatchMetrics: [directive] }, ...values });
};

const isMeasure = (name: string): name is CallMeasure => name in CallMeasures;

const measuredIn = (values: MeasuredCall['values']) =>
  Object.entries(values).flatMap(([name, value]) => (isMeasure(name) ? [{ ...CallMeasures[name], value }] : []));
