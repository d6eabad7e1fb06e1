import { beforeEach, expect, it } from 'vitest';
import { messageUpdateFragment } from '../../domain/vocabulary/event-fragments.ts';
import { instantOf, later, toIso } from '../../domain/shared/instant.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { MESSAGE, nested } from '../support/graphql.ts';
import { Room } from '../support/room.ts';

const clock = new ManualClock(instantOf(Date.now()));
const hour = 3_600_000;

const PIN = 'mutation M($id: ID!, $until: AWSDateTime) { pinMessage(messageId: $id, until: $until) { seq } }';
const PINS = `query Q($id: ID!) { pinnedMessages(sessionId: $id) { pinnedBy pinnedAt until message { ${MESSAGE} } } }`;
const ONE = `query Q($id: ID!) { message(messageId: $id) { ${MESSAGE} } }`;
const DELETE = `mutation M($id: ID!) { deleteMessage(messageId: $id) { ${nested(messageUpdateFragment)} } }`;
const SEND = `mutation M($input: SendMessageInput!) { sendMessage(input: $input) { ${MESSAGE} } }`;

await describeOnApi('Pinned messages', { clock }, (api) => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open(api, clock.now(), { settings: { allowAnonymous: true } });
  });
  const pins = async (who: string = room.bob) =>
    valueAt(await api.execute(who, PINS, { id: room.id }), 'pinnedMessages');
  const pin = async (seq: number, until: string | null = null) =>
    expect(refusalsOf(await api.execute(room.ann, PIN, { id: `${room.id}.${seq}`, until }))).toEqual([]);
  const message = async (seq: number) =>
    valueAt(await api.execute(room.bob, ONE, { id: `${room.id}.${seq}` }), 'message');

  it('are none at first', async () => {
    expect(await pins()).toEqual([]);
  });

  it('are shown newest first, as the messages are now: quotes and aliases, and nothing that was deleted', async () => {
    await room.sent('first');
    const input = { sessionId: room.id, clientMessageId: 'second', content: { text: 'answer' } };
    const answer = { ...input, replyToId: `${room.id}.1`, isAnonymous: true };
    expect(refusalsOf(await api.execute(room.bob, SEND, { input: answer }))).toEqual([]);
    await pin(1);
    const pinnedAt = toIso(clock.now());
    clock.pass(1_000);
    const until = toIso(later(clock.now(), hour));
    await pin(2, until);
    const by = { pinnedBy: room.ann };
    const second = () => message(2);
    expect(await pins()).toEqual([
      { ...by, pinnedAt: toIso(clock.now()), until, message: await second() },
      { ...by, pinnedAt, until: null, message: await message(1) },
    ]);
    expect(refusalsOf(await api.execute(room.ann, DELETE, { id: `${room.id}.1` }))).toEqual([]);

    expect(await second()).toMatchObject({ isAnonymous: true, replyTo: { isDeleted: true } });
    expect(await pins()).toEqual([{ ...by, pinnedAt: toIso(clock.now()), until, message: await second() }]);
  });

  it('are not pinned again once they were deleted', async () => {
    const { id } = await room.sent('first');
    await pin(1);
    await pin(1);
    expect(refusalsOf(await api.execute(room.ann, DELETE, { id }))).toEqual([]);
    expect(refusalsOf(await api.execute(room.ann, PIN, { id, until: null }))).toEqual(['MessageNotFound']);
  });

  it('are gone when their time is over', async () => {
    await room.sent('first');
    await room.sent('second');
    await pin(1, toIso(later(clock.now(), hour)));
    await pin(2);
    clock.pass(hour - 1);
    expect(await pins()).toHaveLength(2);
    clock.pass(1);
    expect(await pins()).toMatchObject([{ message: { seq: 2 } }]);
  });

  it('are shown all fifty, long as they are', async () => {
    for (let seq = 1; seq <= 50; seq += 1) await room.sent(`message ${seq}`, 'x'.repeat(5_000));
    for (let seq = 1; seq <= 50; seq += 1) await pin(seq);
    expect(await pins()).toHaveLength(50);

    const { id } = await room.sent('one more');
    const more = { id, until: null };
    expect(refusalsOf(await api.execute(room.ann, PIN, more))).toEqual(['TooManyPins']);
    expect(refusalsOf(await api.execute(room.ann, DELETE, { id: `${room.id}.7` }))).toEqual([]);
    expect(await pins()).toHaveLength(49);
    expect(refusalsOf(await api.execute(room.ann, PIN, more))).toEqual([]);
    const seqs = (await pins()) as readonly { readonly message: { readonly id: string } }[];
    expect([seqs.length, seqs[0]?.message.id]).toEqual([50, more.id]);
  }, 60_000);
});
