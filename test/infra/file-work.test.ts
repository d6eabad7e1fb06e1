import { beforeAll, describe, expect, it } from 'vitest';
import { statementsOf } from './granted.ts';
import { at, list, synthesise, synthesisTime, target, textAt, type Resource, type Synthesised } from './synthesise.ts';

describe('what is done about uploads on AWS', () => {
  let api: Synthesised;
  beforeAll(async () => {
    ({ api } = await synthesise('dev'));
  }, synthesisTime);
  const only = (type: string, beginning: string): Resource => {
    const found = api.ofType(type).filter(({ id }) => id.startsWith(beginning));
    expect(found, `${type} ${beginning}`).toHaveLength(1);
    return found[0]!;
  };
  const handler = () => only('AWS::Lambda::Function', 'FileWorkHandler');
  const queue = () => only('AWS::SQS::Queue', 'FileWorkQueue');
  const deadLetters = () => only('AWS::SQS::Queue', 'FileWorkSetAside');
  const rule = (name: string) => only('AWS::Events::Rule', `FileWork${name}`).properties;

  it('begins with the word of S3 that something came, and of GuardDuty what is in it', () => {
    expect(rule('Uploads')).toMatchObject({ EventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'] } });
    expect(rule('Scans')).toMatchObject({
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
      },
    });
    for (const name of ['Uploads', 'Scans']) {
      expect(list(at(rule(name), 'Targets')).map((one) => target(at(one, 'Arn')))).toEqual([queue().id]);
      expect(JSON.stringify(at(rule(name), 'EventPattern', 'detail'))).toContain('Incoming');
    }
  });

  it('is looked for each minute, too, for words can be lost', () => {
    expect(textAt(rule('Sweep'), 'ScheduleExpression')).toBe('rate(1 minute)');
    expect(list(at(rule('Sweep'), 'Targets')).map((one) => target(at(one, 'Arn')))).toEqual([handler().id]);
  });

  it('removes what a deleted message let go of, and each hour what no file knows of', () => {
    const released = only('AWS::Events::Rule', 'SideWorkReleased').properties;
    expect(released).toMatchObject({ EventPattern: { source: ['parley'], 'detail-type': ['AttachmentReleased'] } });
    expect(list(at(released, 'Targets')).map((one) => target(at(one, 'Arn')))).toEqual([queue().id]);
    expect(textAt(rule('Orphans'), 'ScheduleExpression')).toBe('rate(1 hour)');
    expect(textAt(rule('Orphans'), 'Targets', 0, 'Input')).toBe('{"work":"orphans"}');
  });

  it('is tried eight times, one file at a time, and then set aside with an alarm', () => {
    expect(at(queue().properties, 'RedrivePolicy')).toMatchObject({ maxReceiveCount: 8 });
    expect(target(at(queue().properties, 'RedrivePolicy', 'deadLetterTargetArn'))).toBe(deadLetters().id);
    expect(only('AWS::Lambda::EventSourceMapping', 'FileWorkMapping').properties).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(only('AWS::CloudWatch::Alarm', 'FileWorkSetAside').properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
    });
  });

  it('trusts what GuardDuty says, and runs where its picture decoder was compiled for', () => {
    expect(handler().properties).toMatchObject({
      Architectures: ['x86_64'],
      Environment: { Variables: { VIRUS_SCAN: 'guardduty' } },
    });
  });

  it('may lock files away and not fetch them from there; whoever signs uploads may read none that is served', () => {
    const s3 = (service: string) =>
      statementsOf(api, target(at(only('AWS::Lambda::Function', `${service}Handler`).properties, 'Role')))
        .filter(({ actions }) => actions.some((action) => action.startsWith('s3:')))
        .flatMap(({ actions, resources }) => resources.map((one) => [JSON.stringify(one), actions] as const));
    const ofQuarantine = s3('FileWork').filter(([resource]) => resource.includes('Quarantine'));
    expect(ofQuarantine.flatMap(([, actions]) => actions)).toEqual(['s3:PutObject']);
    const elsewhere = s3('FileService').filter(([resource]) => !resource.includes('Incoming'));
    expect(elsewhere.map(([resource, actions]) => [resource.includes('BucketsFiles'), actions])).toEqual([
      [true, ['s3:DeleteObject']],
    ]);
  });
});
