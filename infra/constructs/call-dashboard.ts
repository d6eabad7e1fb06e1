import { Duration } from 'aws-cdk-lib';
import { Color, Dashboard, GraphWidget, Metric, SingleValueWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { CallMeasure } from '../../domain/vocabulary/call-measures.ts';
import { CallMeasures, metricNamespace } from '../../domain/vocabulary/call-measures.ts';

const hour = Duration.hours(1);

/** One of what is measured of calls, over all of them. */
const measured = (measure: CallMeasure, statistic: string, label: string): Metric =>
  new Metric({ namespace: metricNamespace, metricName: CallMeasures[measure].metric, statistic, label, period: hour });

const ended = (change: string, label: string, color: string): Metric =>
  new Metric({
    namespace: metricNamespace,
    metricName: 'Events',
    dimensionsMap: { Type: 'SessionChanged', Kind: change },
    statistic: Stats.SUM,
    label,
    color,
    period: hour,
  });

const graph = (title: string, left: Metric[], right: Metric[] = []): GraphWidget =>
  new GraphWidget({ title, left, right, width: 12, height: 6 });

/** How calls go, by the hour, of what `metrics` counts and measures (docs/calls.md, "Figures"). */
export class CallDashboard extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Dashboard(this, 'Calls', {
      defaultInterval: Duration.days(7),
      widgets: [
        [
          new SingleValueWidget({
            title: 'Calls',
            metrics: [
              measured('answered', Stats.SUM, 'answered'),
              measured('answered', Stats.AVERAGE, 'share answered'),
              measured('duration', Stats.AVERAGE, 'seconds long'),
              measured('participants', Stats.AVERAGE, 'people'),
            ],
            setPeriodToTimeRange: true,
            width: 24,
            height: 4,
          }),
        ],
        [
          graph('How calls end', [
            ended('CALL_ENDED', 'ended', Color.GREEN),
            ended('CALL_MISSED', 'missed', Color.ORANGE),
            ended('CALL_DECLINED', 'declined', Color.GREY),
            ended('CALL_FAILED', 'failed', Color.RED),
          ]),
          graph(
            'How long, and with how many',
            [measured('duration', Stats.p(50), 'seconds, half'), measured('duration', Stats.p(95), 'seconds, 95 %')],
            [
              measured('participants', Stats.AVERAGE, 'people'),
              measured('participants', Stats.MAXIMUM, 'people, most'),
            ],
          ),
        ],
        [
          graph(
            'Connections: delay in milliseconds',
            [measured('latency', Stats.p(50), 'there and back, half'), measured('latency', Stats.p(95), '95 %')],
            [measured('jitter', Stats.p(95), 'jitter, 95 %')],
          ),
          graph(
            'Connections: loss in percent, kilobits a second',
            [measured('packetLoss', Stats.p(50), 'lost, half'), measured('packetLoss', Stats.p(95), 'lost, 95 %')],
            [measured('bandwidth', Stats.p(50), 'kilobits a second, half')],
          ),
        ],
      ],
    });
  }
}
