/** F2: conditional writes and transactions race. One wins; the others hear of it, or are told to come again. */
import { beforeEach, expect, it } from 'vitest';
import { instantOf } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { READ } from '../support/graphql.ts';
import { Room } from '../support/room.ts';
import { conflict, ScriptedFaults } from './scripted-faults.ts';

const clock = new ManualClock(instantOf(Date.now()));
const faults = new ScriptedFaults();

await describeOnApi('F2: a race', { clock, faults: faults.hook }, (api) => {
  let room: Room;
  beforeEach(async () => {
    faults.plan();
    room = await Room.open(api, clock.now());
  });

  it('of twenty sends of one message makes one, and answers it to whoever is answered', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => room.send('same', 'once')));
    const refusals = answers.flatMap(refusalsOf);
    expect(refusals).toEqual(refusals.map(() => 'TryAgain'));
    const heard = answers
      .filter((answer) => refusalsOf(answer).length === 0)
      .map((answer) => valueAt(answer, 'sendMessage'));
    expect(heard.length).toBeGreaterThan(0);
    for (const message of heard) expect(message).toEqual(heard[0]);

    clock.pass(Durations.grace + 1);
    expect((await room.texts()).filter((text) => text !== 'VOID')).toEqual(['once']);
  });

  it('between messages does not exist: thirty at once get thirty positions', async () => {
    const texts = Array.from({ length: 30 }, (_, at) => `text ${at}`);
    const sent = await Promise.all(texts.map((text) => room.sent(text, text)));
    const inOrder = [...sent].sort((a, b) => Number(a['seq']) - Number(b['seq']));
    expect(inOrder.map(({ seq }) => seq)).toEqual(texts.map((_, at) => at + 1));
    expect(await room.texts()).toEqual(inOrder.map(({ clientMessageId }) => clientMessageId));
  });

  it('with another transaction keeps the position and wins it in the next round', async () => {
    faults.plan([2, conflict]);
    expect(await room.sent('one')).toMatchObject({ seq: 1 });
    expect(faults.calls).toBe(4);
    expect(await room.texts()).toEqual(['hello']);
  });

  it('lost twice ends with a refusal that may be repeated, and nothing said', async () => {
    faults.plan([2, conflict], [3, conflict]);
    expect(refusalsOf(await room.send('one'))).toEqual(['TryAgain']);
    expect(faults.calls).toBe(4);
    clock.pass(Durations.grace + 1);
    expect(await room.texts()).toEqual(['VOID']);
    expect(await room.sent('one')).toMatchObject({ seq: 2 });
    expect(await room.texts()).toEqual(['VOID', 'hello']);
  });

  it('for the sequencer is refused for now and takes no position', async () => {
    faults.plan([1, { kind: 'error', name: 'TransactionConflictException' }]);
    expect(refusalsOf(await room.send('one'))).toEqual(['TryAgain']);
    faults.plan();
    expect(await room.sent('one')).toMatchObject({ seq: 1 });
  });

  it('of devices that mark as read ends at the newest, and no answer is behind what its caller read', async () => {
    const seqs = [1, 2, 3, 4, 5, 6, 7, 8];
    for (const seq of seqs) await room.sent(`message ${seq}`);
    const mark = (seq: number) => api.execute(room.bob, READ, { messageId: `${room.id}.${seq}` });
    const receipts = await Promise.all([8, 3, 5, 1, 7, 2, 6, 4].map(async (seq) => ({ seq, answer: await mark(seq) })));
    for (const { seq, answer } of receipts) {
      expect(Number(valueAt(answer, 'markMessageAsRead', 'lastReadSeq'))).toBeGreaterThanOrEqual(seq);
    }
    expect(valueAt(await mark(1), 'markMessageAsRead', 'lastReadSeq')).toBe(8);
  });
});
