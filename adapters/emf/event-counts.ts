import type { EventCounts } from '../../application/ports/event-counts.ts';

/**
 * Counts as lines of a function's log that CloudWatch makes metrics of: `Events` by type, and by type and kind.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param write takes one line without its end.
 */
export const embeddedEventCounts = (write: (line: string) => void, now: () => number): EventCounts => ({
  count({ type, kind }) {
    const dimensions = kind === null ? [['Type']] : [['Type'], ['Type', 'Kind']];
    const metric = { Namespace: 'Parley', Dimensions: dimensions, Metrics: [{ Name: 'Events', Unit: 'Count' }] };
    write(
      JSON.stringify({
        _aws: { Timestamp: now(), CloudWatchMetrics: [metric] },
        Type: type,
        ...(kind === null ? {} : { Kind: kind }),
        Events: 1,
      }),
    );
  },
});
