/** F2 and F3 for changes of messages: races have one winner, and a change tried again after a lost answer counts once. */
import { beforeEach, describe, expect, it } from 'vitest';
import { slotKey } from '../../adapters/dynamodb/layout/index.ts';
import type { Message } from '../../domain/message/message.ts';
import { messageId } from '../../domain/message/message.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { GraphQLAnswer } from '../../runtime/contract.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { Scribe } from '../builders/scribe.ts';
import { isJsonObject } from '../../runtime/json.ts';
import { describeOnApi, refusalsOf, valueAt, type ApiOptions } from '../support/api-in-process.ts';
import { Changer } from '../support/message-changes.ts';
import { Room } from '../support/room.ts';
import { conflict, lostAnswer, lostRequest, ScriptedFaults, throttled } from './scripted-faults.ts';

const clock = new ManualClock(instantOf(Date.now()));
const faults = new ScriptedFaults();

/** Happens once a position was taken, before anything is written there. */
let onReserved: ((seq: number) => Promise<void>) | undefined;

const options: ApiOptions = {
  clock,
  faults: faults.hook,
  around: async ({ request }, proceed) => {
    const answer = await proceed();
    const isReservation = isJsonObject(request) && request['operation'] === 'UpdateItem';
    if (isReservation && answer.ok && isJsonObject(answer.result)) await onReserved?.(Number(answer.result['lastSeq']));
    return answer;
  },
};

await describeOnApi('a change of a message', options, (api) => {
  let room: Room;
  let message: Message;
  let change: Changer;
  beforeEach(async () => {
    faults.plan();
    room = await Room.open(api, clock.now());
    message = await new Scribe(api.stores, clock, room.id).say(room.ann);
    change = new Changer(api, messageId(message));
  });

  const stored = () => api.item('chat', slotKey(room.id, message.seq));
  /** What stands in the log beyond the message. */
  const inLog = async () => {
    const { entries } = await api.stores.sessionLog.slotsAfter(room.id, message.seq, 100);
    return entries.map((entry) => (entry.kind === 'MESSAGE_CHANGED' ? entry.change : entry.kind));
  };
  /** The same once a reader has sealed every hole. */
  const changes = async () => {
    clock.pass(Durations.grace + 1);
    await room.readLog();
    return inLog();
  };
  const isNothing = (answer: GraphQLAnswer): boolean =>
    Object.values(answer.data ?? {}).every((value) => value === null) && refusalsOf(answer).length === 0;

  const acts: readonly (readonly [string, () => Promise<GraphQLAnswer>, string, object])[] = [
    ['a reaction', () => change.react(room.bob), 'REACTION_ADDED', { reactions: { '👍': 1 }, version: 2 }],
    ['an edit', () => change.edit(room.ann, 'another'), 'EDITED', { text: 'another', edition: 2, version: 2 }],
    ['a deletion', () => change.delete(room.ann), 'DELETED', { text: '', version: 2 }],
  ];

  describe.each(acts)('%s', (_, act, told, state) => {
    it.each([0, 1, 2, 3])(
      'F3: whose call %i is lost before it was carried out counts once when it is tried again',
      async (call) => {
        faults.plan([call, lostRequest]);
        expect(refusalsOf(await act())).toEqual(['TryAgain']);
        faults.plan();
        const again = await act();
        // The last call only reads what is shown: by then it had come through.
        expect(isNothing(again)).toBe(call === 3);
        expect(await stored()).toMatchObject(state);
        expect((await changes()).filter((kind) => kind !== 'VOID')).toEqual([told]);
      },
    );

    it.each([0, 1, 2, 3])('F3: whose answer to call %i is lost counts once when it is tried again', async (call) => {
      faults.plan([call, lostAnswer]);
      expect(refusalsOf(await act())).toEqual(['TryAgain']);
      faults.plan();
      expect(isNothing(await act())).toBe(call >= 2);
      expect(await stored()).toMatchObject(state);
      expect((await changes()).filter((kind) => kind !== 'VOID')).toEqual([told]);
    });

    it('F2: that met another transaction keeps its position and wins it in the next round', async () => {
      faults.plan([2, conflict]);
      expect(refusalsOf(await act())).toEqual([]);
      expect(await changes()).toEqual([told]);
    });

    it('F2: that lost both rounds may be repeated, and leaves no hole behind', async () => {
      faults.plan([2, conflict], [3, conflict]);
      expect(refusalsOf(await act())).toEqual(['TryAgain']);
      faults.plan();
      expect(refusalsOf(await act())).toEqual([]);
      expect(await inLog()).toEqual(['VOID', told]);
    });

    it('F1: that is throttled at the courtesy of sealing says what it would have said', async () => {
      faults.plan([2, conflict], [3, conflict], [4, throttled]);
      expect(refusalsOf(await act())).toEqual(['TryAgain']);
      faults.plan();
      expect(await stored()).toMatchObject({ text: 'hello' });
    });
  });

  it('F2: of ten same reactions by one member counts once, and the others hear that it is there', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => change.react(room.bob)));
    const codes = answers.flatMap(refusalsOf);
    expect(codes).toEqual(codes.map(() => 'TryAgain'));
    const told = answers.filter((answer) => valueAt(answer, 'addReaction') !== null);
    expect(told).toHaveLength(1);
    expect(await stored()).toMatchObject({ reactions: { '👍': 1 }, version: 2 });
    expect((await changes()).filter((kind) => kind !== 'VOID')).toEqual(['REACTION_ADDED']);
  });

  it('F2: of an edit and a deletion at once ends deleted, without any content kept', async () => {
    const [edited, deleted] = await Promise.all([change.edit(room.ann, 'another'), change.delete(room.ann)]);
    for (const answer of [edited, deleted]) {
      expect(['TryAgain', 'MessageNotFound', undefined]).toContain(refusalsOf(answer)[0]);
    }
    await change.delete(room.ann);
    expect(await stored()).toMatchObject({ text: '', deletedBy: room.ann });
    expect(await api.stores.messageChanges.editions(message)).toEqual([]);
  });

  it('F2: whose position a reader gave up takes another one', async () => {
    onReserved = async (seq) => {
      onReserved = undefined;
      await api.stores.sessionLog.seal(room.id, [seqOf(seq)], clock.now());
    };
    expect(valueAt(await change.react(room.bob), 'addReaction', 'seq')).toBe(3);
    expect(await stored()).toMatchObject({ reactions: { '👍': 1 }, version: 2 });
    expect(await changes()).toEqual(['VOID', 'REACTION_ADDED']);
  });

  it('F2: that another device made between reading and writing is none any more, and seals what it took', async () => {
    onReserved = async () => {
      onReserved = undefined;
      await new Scribe(api.stores, clock, room.id).react(room.bob, message.seq, '👍');
    };
    expect(await change.react(room.bob)).toEqual({ data: { addReaction: null } });
    expect(await stored()).toMatchObject({ reactions: { '👍': 1 }, version: 2 });
    expect(await inLog()).toEqual(['VOID', 'REACTION_ADDED']);
  });

  it('F2: of a message that was deleted meanwhile is refused, and seals what it took', async () => {
    onReserved = async () => {
      onReserved = undefined;
      await new Scribe(api.stores, clock, room.id).delete(room.ann, message.seq);
    };
    expect(refusalsOf(await change.edit(room.ann, 'another'))).toEqual(['MessageNotFound']);
    expect(await stored()).toMatchObject({ text: '', version: 2 });
    expect(await inLog()).toEqual(['VOID', 'DELETED']);
  });
});
