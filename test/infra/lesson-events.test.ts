import { beforeAll, describe, expect, it } from 'vitest';
import { EngineUnavailable } from '../../runtime/engine/index.ts';
import { grantedOnTables, statementsOf } from './granted.ts';
import { openRecordedDynamoDb } from './recorded-dynamodb.ts';
import { at, list, synthesisTime, target, type Resource } from './synthesise.ts';
import { answersOf, synthesiseWithCode, type Uploaded } from './uploaded-code.ts';

describe('the events of lessons on AWS', () => {
  let uploaded: Uploaded;
  let handler: Resource;
  let rule: Resource;
  let queue: Resource;
  beforeAll(async () => {
    uploaded = await synthesiseWithCode();
    handler = uploaded.function('LessonEvents');
    rule = own('AWS::Events::Rule');
    queue = own('AWS::SQS::Queue');
  }, synthesisTime);
  const own = (type: string): Resource => {
    const found = uploaded.api.ofType(type).filter(({ id }) => id.startsWith('LessonEvents'));
    expect(found, type).toHaveLength(1);
    return found[0]!;
  };

  it('reach the function from the default bus, those of our source and types only', () => {
    expect(at(rule.properties, 'EventBusName')).toBeUndefined();
    expect(at(rule.properties, 'EventPattern')).toEqual({
      source: ['parley.lessons'],
      'detail-type': ['LessonScheduled', 'LessonRescheduled', 'LessonCancelled'],
    });
    expect(list(at(rule.properties, 'Targets')).map((one) => target(at(one, 'Arn')))).toEqual([handler.id]);
  });

  it('are tried for hours and then set aside, whether they could not be handed over or kept failing', () => {
    expect(at(rule.properties, 'Targets', 0)).toMatchObject({
      RetryPolicy: { MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 185 },
    });
    expect(target(at(rule.properties, 'Targets', 0, 'DeadLetterConfig', 'Arn'))).toBe(queue.id);
    const config = own('AWS::Lambda::EventInvokeConfig').properties;
    expect(target(at(config, 'FunctionName'))).toBe(handler.id);
    expect(config).toMatchObject({ MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 2 });
    expect(target(at(config, 'DestinationConfig', 'OnFailure', 'Destination'))).toBe(queue.id);
  });

  it('are set aside for two weeks, encrypted, by nobody but the rule and the function', () => {
    expect(queue.properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
    const policy = own('AWS::SQS::QueuePolicy');
    const allowing = list(at(policy.properties, 'PolicyDocument', 'Statement')).filter(
      (statement) => at(statement, 'Effect') === 'Allow',
    );
    expect(allowing).toHaveLength(1);
    expect(allowing[0]).toMatchObject({
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule.id, 'Arn'] } } },
    });
    const sending = statementsOf(uploaded.api, target(at(handler.properties, 'Role'))).filter(({ actions }) =>
      actions.some((action) => action.startsWith('sqs:')),
    );
    expect(sending.map(({ actions, resources }) => [actions, resources.map(target)])).toEqual([
      [['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'], [queue.id]],
    ]);
  });

  it('are followed by the uploaded code alone, with exactly the permissions it was given', async (ctx) => {
    const dynamoDb = await openRecordedDynamoDb().catch((cause: unknown) => {
      if (cause instanceof EngineUnavailable) return undefined;
      throw cause;
    });
    if (!dynamoDb) return ctx.skip('this machine has no DynamoDB engine');
    try {
      const event = (type: string, version: number, students: number) => ({
        id: `event-${version}`,
        source: 'parley.lessons',
        'detail-type': type,
        detail: {
          lessonId: 'lesson-1',
          courseId: 'course-1',
          tutorId: 'tutor',
          studentIds: Array.from({ length: students }, (_, i) => `student-${i}`),
          subject: 'Algebra',
          version,
        },
      });
      const scheduled = event('LessonScheduled', 1, 2);
      await answersOf(uploaded.codeOf(handler), dynamoDb, [
        scheduled,
        scheduled,
        event('LessonRescheduled', 2, 120),
        event('LessonCancelled', 3, 120),
      ]);
      const role = target(at(handler.properties, 'Role'));
      expect(grantedOnTables(uploaded.api, role)).toEqual([...dynamoDb.used].sort());
    } finally {
      await dynamoDb.close();
    }
  });
});
