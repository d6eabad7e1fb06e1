/**
 * What is measured of each call that is over: the name of the metric, and its unit in CloudWatch's words. Who counts, who shows
 * and the dashboard go by this one table. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
export const CallMeasures = {
  /** 1 where somebody answered, 0 where not: the sum is how many were answered, the average the share of them. */
  answered: { metric: 'CallsAnswered', unit: 'Count' },
  /** From the first answer to the end. */
  duration: { metric: 'CallDuration', unit: 'Seconds' },
  /** How many people were in it at some time. */
  participants: { metric: 'CallParticipants', unit: 'Count' },
  bandwidth: { metric: 'CallBandwidth', unit: 'Kilobits/Second' },
  packetLoss: { metric: 'CallPacketLoss', unit: 'Percent' },
  /** There and back. */
  latency: { metric: 'CallLatency', unit: 'Milliseconds' },
  jitter: { metric: 'CallJitter', unit: 'Milliseconds' },
} as const;
export type CallMeasure = keyof typeof CallMeasures;

/** Under which all metrics of this system stand. */
export const metricNamespace = 'Parley';
