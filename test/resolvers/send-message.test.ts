import { beforeEach, describe, expect, it } from 'vitest';
import { claimKey, metaKey, rateKey, slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { block } from '../../domain/chat-session/decisions/block.ts';
import { instantOf, toIso } from '../../domain/shared/instant.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { act } from '../builders/session-changes.ts';
import { describeOnApi, refusalsOf } from '../support/api-in-process.ts';
import { SEND } from '../support/graphql.ts';
import { Room } from '../support/room.ts';
import { unitsOf, Watch, writesIn } from './watch.ts';

const clock = new ManualClock(instantOf(Date.now()));
const watch = new Watch();
const options = { ...watch.options, clock, env: { MESSAGES_PER_MINUTE: '3' } };

await describeOnApi('sendMessage', options, (api) => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
  });

  const minute = () => Math.floor(clock.now() / 60_000);
  const stored = async () => ({
    meta: await api.item('chat', metaKey(room.id)),
    first: await api.item('chat', slotKey(room.id, 1)),
    second: await api.item('chat', slotKey(room.id, 2)),
  });

  it('asks the membership, the rate, a position and the log, in this order and nothing else', async () => {
    const seen = await watch.during(() => room.sent('one'));
    expect(seen.steps).toEqual([
      'Chat BatchGetItem',
      'Guards UpdateItem',
      'Chat UpdateItem',
      'Chat TransactWriteItems',
    ]);
    // Two for the session and the membership, one for what was sent in the minute before.
    expect(unitsOf(seen)).toEqual({ read: 3, write: 6 });
  });

  it('costs the same among two hundred members', async () => {
    const memberIds = Array.from({ length: 199 }, (_, at) => `member-${at}`);
    room = await Room.open(api, clock.now(), { kind: 'PUBLIC', memberIds });
    const seen = await watch.during(() => room.sent('one'));
    expect(seen.operations).toHaveLength(4);
    expect(unitsOf(seen)).toEqual({ read: 3, write: 6 });
  });

  it('reads membership, session and the minute before consistently, all of this session and caller alone', async () => {
    const { requests } = await watch.during(() => room.sent('one'));
    expect(Object.values(requests[0]?.['tables'] ?? {})).toEqual([
      {
        keys: [
          { pk: { S: `SESSION#${room.id}` }, sk: { S: 'META' } },
          { pk: { S: `SESSION#${room.id}` }, sk: { S: `MEMBER#${room.ann}` } },
        ],
        consistentRead: true,
      },
      {
        keys: [{ pk: { S: `RATE#${room.ann}` }, sk: { S: `SEND#${minute() - 1}` } }],
        consistentRead: true,
      },
    ]);
  });

  it('writes slot and claim in one transaction, each only where nothing is', async () => {
    const { requests } = await watch.during(() => room.sent('one'));
    expect(requests[3]?.['transactItems']).toEqual([
      expect.objectContaining({
        operation: 'PutItem',
        key: { pk: { S: `LOG#${room.id}` }, sk: { S: '000000000001' } },
        condition: { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure: false },
      }),
      expect.objectContaining({
        operation: 'PutItem',
        condition: { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure: true },
      }),
    ]);
  });

  it('takes a position only while the session takes entries and nobody lost a right since it was read', async () => {
    const { requests } = await watch.during(() => room.sent('one'));
    expect(requests[2]).toMatchObject({
      key: { pk: { S: `SESSION#${room.id}` }, sk: { S: 'META' } },
      condition: {
        expression: '#status = :active AND (attribute_not_exists(accessVersion) OR accessVersion = :seen)',
        expressionNames: { '#status': 'status' },
        expressionValues: { ':active': { S: 'ACTIVE' }, ':seen': { N: 0 } },
      },
    });
  });

  it('leaves exactly the items of the layout', async () => {
    await room.sent('one', 'Grüße 👩🏽‍🏫');
    const at = toIso(clock.now());
    const seconds = Math.floor(clock.now() / 1_000);
    expect(await api.item('chat', slotKey(room.id, 1))).toEqual({
      ...slotKey(room.id, 1),
      seq: 1,
      entry: 'MESSAGE',
      at,
      messageKind: 'TEXT',
      text: 'Grüße 👩🏽‍🏫',
      senderId: room.ann,
      senderName: room.ann,
      clientMessageId: 'one',
    });
    expect(await api.item('chat', metaKey(room.id))).toMatchObject({
      lastSeq: 1,
      lastMessageSeq: 1,
      lastActivityAt: at,
    });
    expect(await api.item('guards', claimKey(room.id, room.ann, 'one'))).toEqual({
      ...claimKey(room.id, room.ann, 'one'),
      seq: 1,
      expiresAt: seconds + Durations.claimSeconds,
    });
    expect(await api.item('guards', rateKey(room.ann, 'SEND', minute()))).toEqual({
      ...rateKey(room.ann, 'SEND', minute()),
      sent: 1,
      [`p${Math.floor((clock.now() % 60_000) / 1_000)}`]: 1,
      expiresAt: (minute() + 2) * 60,
    });
  });

  it('repeated, reads the message it was first and seals the position it took', async () => {
    await room.sent('one');
    const seen = await watch.during(() => room.sent('one', 'again'));
    expect(seen.steps.slice(3)).toEqual(['Chat TransactWriteItems', 'Chat GetItem', 'Chat PutItem']);
    expect(seen.requests[4]).toMatchObject({ key: { sk: { S: '000000000001' } }, consistentRead: true });
    expect(seen.requests[5]).toMatchObject({
      key: { sk: { S: '000000000002' } },
      condition: { expression: 'attribute_not_exists(pk)' },
    });
    expect(await api.item('chat', slotKey(room.id, 2))).toEqual({
      ...slotKey(room.id, 2),
      seq: 2,
      entry: 'VOID',
      at: toIso(clock.now()),
    });
  });

  describe('refused, changes nothing', () => {
    const refused = async (send: () => Promise<Awaited<ReturnType<Room['send']>>>) => {
      const before = await stored();
      const seen = await watch.during(send);
      expect(await stored()).toEqual(before);
      expect(writesIn(seen)).toEqual([]);
      return { codes: refusalsOf(seen.outcome), steps: seen.steps, errors: seen.outcome.errors };
    };

    it.each([
      ['TextBlank', 'one', ' \n\u200b'],
      ['TextTooLong', 'one', 'x'.repeat(5_001)],
      ['TextMalformed', 'one', 'a\0'],
      ['BadInput', '', 'hello'],
      ['BadInput', 'x'.repeat(129), 'hello'],
    ])('with %s, without asking the database', async (code, clientMessageId, text) => {
      expect(await refused(() => room.send(clientMessageId, text))).toMatchObject({ codes: [code], steps: [] });
    });

    it('with SelectionIncomplete, naming what subscribers would miss', async () => {
      const partial = SEND.replace('createdAt', '').replace('deletedAt', 'named: deletedAt');
      const input = { sessionId: room.id, clientMessageId: 'one', content: { text: 'hello' } };
      const { codes, steps, errors } = await refused(() => api.execute(room.ann, partial, { input }));
      expect({ codes, steps }).toEqual({ codes: ['SelectionIncomplete'], steps: [] });
      expect(errors?.[0]?.errorInfo).toEqual({ missing: ['createdAt', 'deletedAt'] });
    });

    it('with SessionNotFound, for a stranger as for a session that never was', async () => {
      const stranger = await refused(() => room.send('one', 'hello', aUser('eve')));
      expect(stranger).toMatchObject({ codes: ['SessionNotFound'], steps: ['Chat BatchGetItem'] });
      const input = { sessionId: aSessionId(), clientMessageId: 'one', content: { text: 'hello' } };
      const nowhere = await refused(() => api.execute(room.ann, SEND, { input }));
      expect(nowhere.errors).toEqual(stranger.errors);
    });

    it.each(['META', 'SESSION#x', '../x', ''])(
      'with SessionNotFound for %j, which is no id, unasked',
      async (sessionId) => {
        const input = { sessionId, clientMessageId: 'one', content: { text: 'hello' } };
        const { codes, steps } = await refused(() => api.execute(room.ann, SEND, { input }));
        expect({ codes, steps }).toEqual({ codes: ['SessionNotFound'], steps: [] });
      },
    );

    it.each(['ARCHIVED', 'BLOCKED'] as const satisfies readonly SessionStatus[])(
      'with SessionReadOnly when it is %s, without counting',
      async (status) => {
        if (status === 'ARCHIVED') await act(api.stores, room.id, room.ann, archive, room.ann);
        else await act(api.stores, room.id, systemSender, block);
        const { codes, steps } = await refused(() => room.send('one'));
        expect({ codes, steps }).toEqual({ codes: ['SessionReadOnly'], steps: ['Chat BatchGetItem'] });
      },
    );

    it('with NotAllowed for a member of an announcement, without counting', async () => {
      room = await Room.open(api, clock.now(), { kind: 'ANNOUNCEMENT' });
      const { codes, steps } = await refused(() => room.send('one', 'hello', room.bob));
      expect({ codes, steps }).toEqual({ codes: ['NotAllowed'], steps: ['Chat BatchGetItem'] });
      expect(await room.sent('one')).toMatchObject({ seq: 1 });
    });
  });
});
