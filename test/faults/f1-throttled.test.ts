/** F1: the database throttles. Nothing acknowledged is lost, and the refusal says when to come back. */
import { beforeEach, expect, it } from 'vitest';
import type { DynamoDbFault } from '../../runtime/data-sources/index.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { isJsonObject } from '../../runtime/json.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aPosition } from '../builders/messages.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { MESSAGES, READ } from '../support/graphql.ts';
import { Room } from '../support/room.ts';
import { ScriptedFaults, throttled } from './scripted-faults.ts';

const clock = new ManualClock(instantOf(Date.now()));
const faults = new ScriptedFaults();
let leavesUnread = false;

const names = [
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
];
const kinds: readonly DynamoDbFault[] = names.map((name) => ({ kind: 'error', name }));

await describeOnApi(
  'F1: a throttled database',
  {
    clock,
    faults: faults.hook,
    env: { MESSAGES_PER_MINUTE: '60' },
    around: async ({ request }, proceed) => {
      const answer = await proceed();
      const isBatch = isJsonObject(request) && request['operation'] === 'BatchGetItem';
      if (!leavesUnread || !isBatch || !answer.ok || !isJsonObject(answer.result)) return answer;
      const { data, unprocessedKeys } = answer.result;
      if (!isJsonObject(data) || !isJsonObject(unprocessedKeys)) return answer;
      const [table = ''] = Object.keys(data);
      // As DynamoDB answers a batch that it did not get through: absent from the data, named among the keys left.
      return {
        ok: true,
        result: { data: { [table]: [null, null] }, unprocessedKeys: { [table]: [{ pk: 'a', sk: 'b' }] } },
      };
    },
  },
  (api) => {
    let room: Room;
    beforeEach(async () => {
      leavesUnread = false;
      faults.plan();
      room = await Room.open(api, clock.now());
      await room.sent('before', 'before');
    });

    it.each([0, 1, 2, 3])('refuses a send for now at its call %i, and takes it when it comes back', async (call) => {
      for (const fault of kinds) {
        faults.plan([call, fault]);
        const answer = await room.send('one', 'one');
        expect(refusalsOf(answer)).toEqual(['TryAgain']);
        expect(answer.errors?.[0]?.errorInfo).toEqual({ retryAfterMs: 200 });
        expect(faults.calls).toBe(call + 1);
      }
      faults.plan();
      const message = await room.sent('one', 'one');
      expect(await room.sent('one', 'one')).toEqual(message);

      clock.pass(Durations.grace + 1);
      const said = (await room.texts()).filter((text) => text !== 'VOID');
      expect(said).toEqual(['before', 'one']);
    });

    it.each([0, 1])('refuses a read of the log for now at its call %i', async (call) => {
      faults.plan([call, throttled]);
      expect(refusalsOf(await room.readLog())).toEqual(['TryAgain']);
      faults.plan();
      expect(await room.texts()).toEqual(['before']);
    });

    it('answers a read of the log although its seals are throttled, and leaves them to the next', async () => {
      await aPosition(api.stores.sessionLog, room.id, clock.now());
      clock.pass(Durations.grace + 1);
      faults.plan([2, throttled]);
      expect(valueAt(await room.readLog(), 'sessionLog')).toMatchObject({ contiguousSeq: 1, lastSeq: 2 });
      faults.plan();
      expect(await room.texts()).toEqual(['before', 'VOID']);
    });

    it('answers a repeated send although its seal is throttled', async () => {
      const message = await room.sent('one');
      faults.plan([5, throttled]);
      expect(await room.sent('one')).toEqual(message);
      expect(faults.calls).toBe(6);
      faults.plan();
      clock.pass(Durations.grace + 1);
      expect(await room.texts()).toEqual(['before', 'hello', 'VOID']);
    });

    it.each([0, 1])('refuses to mark as read for now at its call %i, and does when asked again', async (call) => {
      const mark = () => api.execute(room.bob, READ, { messageId: `${room.id}.1` });
      faults.plan([call, throttled]);
      expect(refusalsOf(await mark())).toEqual(['TryAgain']);
      faults.plan();
      expect(valueAt(await mark(), 'markMessageAsRead', 'lastReadSeq')).toBe(1);
    });

    it('refuses a page of messages for now', async () => {
      const read = () => api.execute(room.bob, MESSAGES, { sessionId: room.id });
      for (const call of [0, 1]) {
        faults.plan([call, throttled]);
        expect(refusalsOf(await read())).toEqual(['TryAgain']);
      }
      faults.plan();
      expect(valueAt(await read(), 'messages', 'items', 0, 'content', 'text')).toBe('before');
    });

    it('refuses only the field that could not be counted or looked up, and shows the rest of the session', async () => {
      const ask = () =>
        api.execute(room.bob, 'query S($id: ID!) { chatSession(sessionId: $id) { lastSeq lastMessage { text } } }', {
          id: room.id,
        });
      faults.plan([1, throttled]);
      const answer = await ask();
      expect(refusalsOf(answer)).toEqual(['TryAgain']);
      expect(valueAt(answer, 'chatSession')).toEqual({ lastSeq: 1, lastMessage: null });
      faults.plan();
      expect(valueAt(await ask(), 'chatSession')).toEqual({ lastSeq: 1, lastMessage: { text: 'before' } });
    });

    it('does not take keys that a batch left unread for a session that is not there', async () => {
      leavesUnread = true;
      expect(refusalsOf(await room.send('one'))).toEqual(['TryAgain']);
      expect(refusalsOf(await room.readLog())).toEqual(['TryAgain']);
    });
  },
);
