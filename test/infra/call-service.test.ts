import { beforeAll, describe, expect, it } from 'vitest';
import { EngineUnavailable } from '../../runtime/engine/index.ts';
import { grantedOnTables } from './granted.ts';
import { openRecordedAws } from './recorded-aws.ts';
import { openRecordedDynamoDb } from './recorded-dynamodb.ts';
import { at, synthesisTime, target, textAt, type Json, type Synthesised } from './synthesise.ts';
import { storeOf } from './recorded-calls.ts';
import { answersOf, synthesiseWithCode, type Uploaded } from './uploaded-code.ts';

describe('the call service on AWS', () => {
  let uploaded: Uploaded;
  let api: Synthesised;
  beforeAll(async () => {
    uploaded = await synthesiseWithCode();
    api = uploaded.api;
  }, synthesisTime);

  it(
    'does its work from the uploaded code alone, with exactly the permissions it was given',
    { timeout: 120_000 },
    async (ctx) => {
      const dynamoDb = await openRecordedDynamoDb().catch((cause: unknown) => {
        if (cause instanceof EngineUnavailable) return undefined;
        throw cause;
      });
      if (!dynamoDb) return ctx.skip('this machine has no DynamoDB engine');
      const aws = await openRecordedAws('a secret');
      try {
        const asked = (user: string, field: string, args: Json): Json => ({
          field,
          identity: { sub: user, name: null },
          arguments: args,
        });
        const [opened] = await answersOf(uploaded.codeOf(uploaded.function('ChatService')), dynamoDb, [
          asked('ann', 'createChatSession', {
            input: { sessionType: 'GENERAL', kind: 'GROUP', name: 'Algebra', memberIds: ['bob', 'cat'] },
          }),
        ]);
        const sessionId = textAt(opened, 'value', 'id');
        dynamoDb.forget();
        const ask = (...events: Json[]) =>
          answersOf(uploaded.codeOf(uploaded.function('CallService')), dynamoDb, events, storeOf(aws));

        const [started] = await ask(asked('ann', 'initiateCall', { input: { sessionId } }));
        const callId = textAt(started, 'value', 'call', 'id');
        const sample = { bandwidthKbps: 1, packetLossPercent: 0, latencyMs: 1, jitterMs: 1 };
        const answers = await ask(
          asked('bob', 'acceptCall', { input: { callId } }),
          asked('cat', 'declineCall', { callId }),
          asked('bob', 'keepCallAlive', { callId }),
          asked('bob', 'reportCallQuality', { input: { callId, ...sample } }),
          asked('bob', 'reportCallQuality', { input: { callId, ...sample } }),
          asked('bob', 'call', { callId }),
          asked('ann', 'leaveCall', { callId }),
          asked('ann', 'endCall', { callId }),
          asked('cat', 'callHistory', { sessionId }),
        );
        expect(answers.map((answer) => at(answer, 'ok'))).toEqual(answers.map(() => true));
        expect(at(answers.at(-1), 'value', 'items', 0, 'state')).toBe('ENDED');
        await ask({ source: 'aws.events' });
        const role = target(at(uploaded.function('CallService').properties, 'Role'));
        expect(grantedOnTables(api, role)).toEqual([...dynamoDb.used].sort());
      } finally {
        await aws.close();
        await dynamoDb.close();
      }
    },
  );
});
