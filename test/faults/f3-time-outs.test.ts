/** F3: a call to the database times out, before or after it was carried out. A retry converges. */
import { beforeEach, describe, expect, it } from 'vitest';
import { instantOf } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aPosition } from '../builders/messages.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { READ } from '../support/graphql.ts';
import { Room } from '../support/room.ts';
import { lostAnswer, lostRequest, ScriptedFaults } from './scripted-faults.ts';

const clock = new ManualClock(instantOf(Date.now()));
const faults = new ScriptedFaults();
const cases = [
  { when: 'before it was carried out', fault: lostRequest },
  { when: 'after it was carried out', fault: lostAnswer },
];

await describeOnApi('F3: a time-out', { clock, faults: faults.hook, env: { MESSAGES_PER_MINUTE: '60' } }, (api) => {
  let room: Room;
  beforeEach(async () => {
    faults.plan();
    room = await Room.open(api, clock.now());
  });

  describe.each(cases)('$when', ({ fault }) => {
    it.each([0, 1, 2, 3])('of a send at its call %i: the same again is one message', async (call) => {
      faults.plan([call, fault]);
      expect(refusalsOf(await room.send('one', 'first try'))).toEqual(['TryAgain']);
      faults.plan();
      const message = await room.sent('one', 'second try');
      expect(await room.sent('one', 'third try')).toEqual(message);

      clock.pass(Durations.grace + 1);
      const texts = await room.texts();
      const wasWritten = call === 3 && fault === lostAnswer;
      expect(texts.filter((text) => text !== 'VOID')).toEqual([wasWritten ? 'first try' : 'second try']);
      expect(texts[Number(message['seq']) - 1]).not.toBe('VOID');
    });

    it.each([4, 5])('of a repeated send at its call %i: the first message stays the answer', async (call) => {
      const message = await room.sent('one', 'first try');
      faults.plan([call, fault]);
      // The fourth call reads the message to answer; the fifth only tidies up.
      const answer = await room.send('one', 'second try');
      if (call === 4) expect(refusalsOf(answer)).toEqual(['TryAgain']);
      else expect(valueAt(answer, 'sendMessage')).toEqual(message);
      faults.plan();
      expect(await room.sent('one', 'third try')).toEqual(message);
      clock.pass(Durations.grace + 1);
      expect((await room.texts()).filter((text) => text !== 'VOID')).toEqual(['first try']);
    });

    it('of a seal: the read is answered, and the log is whole by the next', async () => {
      await aPosition(api.stores.sessionLog, room.id, clock.now());
      clock.pass(Durations.grace + 1);
      faults.plan([2, fault]);
      const contiguousSeq = fault === lostAnswer ? 1 : 0;
      expect(valueAt(await room.readLog(), 'sessionLog')).toMatchObject({ contiguousSeq, lastSeq: 1 });
      faults.plan();
      expect(await room.texts()).toEqual(['VOID']);
    });

    it('of marking as read: the same again moves the pointer once', async () => {
      await room.sent('one');
      const mark = () => api.execute(room.bob, READ, { messageId: `${room.id}.1` });
      const firstTry = new Date(clock.now()).toISOString();
      faults.plan([1, fault]);
      expect(refusalsOf(await mark())).toEqual(['TryAgain']);
      faults.plan();
      clock.pass(1_000);
      const readAt = fault === lostAnswer ? firstTry : new Date(clock.now()).toISOString();
      expect(valueAt(await mark(), 'markMessageAsRead')).toMatchObject({ lastReadSeq: 1, readAt });
    });
  });
});
