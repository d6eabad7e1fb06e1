import { beforeEach, expect, it } from 'vitest';
import { claimKey, editionKey, reactionKey, slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import { messageUpdateFragment } from '../../domain/vocabulary/event-fragments.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import { granted } from '../builders/chat-sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { changingOn } from '../builders/session-changes.ts';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import { describeOnApi, refusalsOf, valueAt } from '../support/api-in-process.ts';
import { MESSAGE, nested, SEND } from '../support/graphql.ts';
import { Room } from '../support/room.ts';

const clock = new ManualClock(instantOf(Date.now()));
const hour = 3_600_000;

const PAGE = `query Q($id: ID!) { messages(sessionId: $id) { items { seq } } }`;
const ONE = `query Q($id: ID!) { message(messageId: $id) { ${MESSAGE} } }`;
const THREAD = 'query Q($id: ID!) { threadMessages(messageId: $id) { items { seq } } }';
const STATE = `query Q($id: ID!) { chatSession(sessionId: $id) {
  unreadCount mentionCount lastMessage { text } settings { messageRetentionDays }
} }`;
const PIN = 'mutation M($id: ID!) { pinMessage(messageId: $id) { seq } }';
const PINS = 'query Q($id: ID!) { pinnedMessages(sessionId: $id) { message { seq } } }';
const change = (field: string, args: string, more = '') =>
  `mutation M($id: ID!) { ${field}(messageId: $id${more}) { ${nested(messageUpdateFragment)} } }`.replace(
    '$id: ID!',
    `$id: ID!${args}`,
  );
const EDIT = change('editMessage', '', ', content: { text: "better" }');
const REACT = change('addReaction', '', ', emoji: "👍"');
const DELETE = change('deleteMessage', '');

await describeOnApi('A session that keeps its messages for a day', { clock }, (api) => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open(api, clock.now(), { settings: { messageRetentionDays: 1 } });
  });
  const at = (seq: number) => ({ id: `${room.id}.${seq}` });
  const send = async (clientMessageId: string, more: JsonObject = {}) => {
    const input = { sessionId: room.id, clientMessageId, content: { text: clientMessageId }, ...more };
    return refusalsOf(await api.execute(room.ann, SEND, { input }));
  };
  const done = async (query: string, id: string) =>
    expect(refusalsOf(await api.execute(room.ann, query, { id }))).toEqual([]);
  const refused = async (query: string, id: string) => refusalsOf(await api.execute(room.ann, query, { id }));
  const item = (key: { readonly pk: string; readonly sk: string }) => api.item('chat', key);
  const state = async () => valueAt(await api.execute(room.bob, STATE, { id: room.id }), 'chatSession');
  const entries = async () => valueAt(await room.readLog(), 'sessionLog');

  it('says with each when it ends, and with what was left on it', async () => {
    const ends = Math.floor(clock.now() / 1000) + 86_400;
    await send('first');
    await done(REACT, at(1).id);
    await done(EDIT, at(1).id);
    const id = messageIdOf(room.id, 1);
    for (const key of [slotKey(room.id, 1), reactionKey(id, room.ann), editionKey(id, 1)]) {
      expect(await item(key)).toMatchObject({ expiresAt: ends });
    }
    // The change that the log tells of says nothing of what was said.
    expect(await item(slotKey(room.id, 2))).not.toHaveProperty('expiresAt');
  });

  it('shows nothing of a message from that moment on, wherever one looks', async () => {
    expect(await send('first')).toEqual([]);
    expect(await send('in its thread', { threadRootId: at(1).id })).toEqual([]);
    expect(await send('to Bob', { mentions: [room.bob] })).toEqual([]);
    await done(REACT, at(1).id);
    await done(PIN, at(3).id);
    clock.pass(23 * hour);
    expect(await send('an answer', { replyToId: at(3).id })).toEqual([]);
    expect(await state()).toMatchObject({ unreadCount: 3, mentionCount: 1 });
    clock.pass(hour);

    expect(await entries()).toMatchObject({
      contiguousSeq: 6,
      entries: [
        { seq: 1, kind: 'VOID', message: null },
        { seq: 2, kind: 'VOID', message: null },
        { seq: 3, kind: 'VOID', message: null },
        { seq: 4, kind: 'MESSAGE_CHANGED', message: null },
        { seq: 5, kind: 'MESSAGE', message: { kind: 'SYSTEM' } },
        { seq: 6, kind: 'MESSAGE', message: { content: { text: 'an answer' }, replyTo: null } },
      ],
    });
    expect(valueAt(await api.execute(room.bob, PAGE, { id: room.id }), 'messages', 'items')).toEqual([
      { seq: 5 },
      { seq: 6 },
    ]);
    expect(await state()).toMatchObject({ unreadCount: 1, mentionCount: 0, lastMessage: { text: 'an answer' } });
    expect(valueAt(await api.execute(room.bob, PINS, { id: room.id }), 'pinnedMessages')).toEqual([]);
    for (const query of [ONE, THREAD, EDIT, REACT, DELETE, PIN]) {
      expect(await refused(query, at(1).id)).toEqual(['MessageNotFound']);
    }
    expect(await send('too late', { replyToId: at(1).id })).toEqual(['MessageNotFound']);
    expect(await send('too late', { threadRootId: at(1).id })).toEqual(['MessageNotFound']);
    clock.pass(23 * hour);
    expect(await state()).toMatchObject({ unreadCount: 0, lastMessage: null });
  });

  it('refuses to send again what was sent and is no longer kept, for as long as its id is known', async () => {
    expect(await send('once')).toEqual([]);
    clock.pass(24 * hour);
    expect(await send('once')).toEqual(['MessageNotFound']);
    await api.put('guards', { ...claimKey(room.id, room.ann, 'twice'), seq: 1 });
    expect(await send('twice')).toEqual(['MessageNotFound']);
  });

  it('reads the same once the database removed it', async () => {
    await send('first');
    await done(REACT, at(1).id);
    clock.pass(24 * hour);
    const before = await entries();
    await api.remove('chat', slotKey(room.id, 1));
    clock.pass(hour);
    const { entries: after, ...rest } = (await entries()) as { readonly entries: readonly JsonObject[] };
    expect({ ...rest }).toMatchObject({ contiguousSeq: 2, lastSeq: 2 });
    expect(after.map(({ seq, kind, message }) => ({ seq, kind, message }))).toMatchObject(
      (before as { readonly entries: readonly JsonObject[] }).entries.map(({ seq, kind, message }) => ({
        seq,
        kind,
        message,
      })),
    );
    expect(await refused(REACT, at(1).id)).toEqual(['MessageNotFound']);
    expect(await item(slotKey(room.id, 1))).toMatchObject({ entry: 'VOID' });
  });

  it('keeps what is sent after the rule was changed as long as the new one says, and what was sent before as it was', async () => {
    await send('for a day');
    const setting = updateSettings({ messageRetentionDays: null });
    const wish = { sessionId: room.id, by: room.ann, about: [], decision: setting };
    granted(await changeChatSession(changingOn(api.stores, clock), wish));
    await send('for ever');
    expect(await item(slotKey(room.id, 3))).not.toHaveProperty('expiresAt');
    clock.pass(24 * hour);
    expect(await room.texts()).toEqual(['VOID', 'MESSAGE', 'for ever']);
  });
});
