import { beforeEach, describe, expect, it } from 'vitest';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { muteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import { instantOf, later } from '../../domain/shared/instant.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import { granted } from '../builders/chat-sessions.ts';
import { aFile, aFileId, saved } from '../builders/files.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { act } from '../builders/session-changes.ts';
import type { ApiOptions } from '../support/api-in-process.ts';
import { describeOnApi, refusalsOf } from '../support/api-in-process.ts';
import { SEND } from '../support/graphql.ts';
import { object, Room } from '../support/room.ts';

const clock = new ManualClock(instantOf(Date.now()));

/** Happens after sending has read what it rests on, and before it takes a position. */
let meanwhile: (() => Promise<void>) | undefined;
const around: ApiOptions['around'] = async ({ source, request }, proceed) => {
  const takesPosition = source === 'Chat' && JSON.stringify(request).includes('lastSeq = lastSeq');
  const happening = takesPosition ? meanwhile : undefined;
  if (happening !== undefined) meanwhile = undefined;
  await happening?.();
  return proceed();
};

const perMinute = 60;
const options = { clock, around, env: { MESSAGES_PER_MINUTE: `${perMinute}` } };

await describeOnApi('Sending under attack', options, (api) => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open(api, clock.now());
  });
  const ask = (input: JsonObject, who: string = room.ann) =>
    api.execute(who, SEND, {
      input: { sessionId: room.id, clientMessageId: 'one', content: { text: 'hello' }, ...input },
    });
  const refused = async (input: JsonObject, who?: string) => {
    const before = (await api.stores.sessionLog.standing(room.id, room.ann))?.lastSeq;
    const codes = refusalsOf(await ask(input, who));
    expect((await api.stores.sessionLog.standing(room.id, room.ann))?.lastSeq).toBe(before);
    return codes;
  };

  it('5: what another session holds is no message of this one, in replies and threads', async () => {
    const foreign = await Room.open(api, clock.now());
    const { id } = await foreign.sent('one', 'secret');
    for (const place of [{ replyToId: id ?? '' }, { threadRootId: id ?? '' }]) {
      expect(await refused(place)).toEqual(['MessageNotFound']);
    }
  });

  it('8: whoever is removed or muted while they send takes no position', async () => {
    meanwhile = async () => {
      granted(await act(api.stores, room.id, room.ann, removeMember(room.bob), room.ann, room.bob));
    };
    expect(refusalsOf(await ask({}, room.bob))).toEqual(['TryAgain']);
    expect(refusalsOf(await ask({}, room.bob))).toEqual(['SessionNotFound']);

    const other = await Room.open(api, clock.now());
    meanwhile = async () => {
      const mute = muteMember(other.bob, later(clock.now(), 60_000));
      granted(await act(api.stores, other.id, other.ann, mute, other.ann, other.bob));
    };
    expect(refusalsOf(await other.send('one', 'hello', other.bob))).toEqual(['TryAgain']);
    const again = await other.send('one', 'hello', other.bob);
    expect(refusalsOf(again)).toEqual(['Muted']);
  });

  it('15: the 61st send within any minute, over devices and in one document, is refused with when to retry', async () => {
    const fields = Array.from({ length: 20 }, (_, at) => `a${at}: sendMessage(input: $i${at}) { ...all }`);
    const declared = fields.map((_, at) => `$i${at}: SendMessageInput!`).join(', ');
    const whole = SEND.slice(SEND.indexOf('{ sendMessage'));
    const selection = whole.slice(whole.indexOf('{', 2), whole.lastIndexOf('}')).trim();
    const query = `mutation (${declared}) { ${fields.map((field) => field.replace('{ ...all }', selection)).join(' ')} }`;
    const inputs = (device: number) =>
      Object.fromEntries(
        fields.map((_, at) => [
          `i${at}`,
          { sessionId: room.id, clientMessageId: `${device} ${at}`, content: { text: 'spam' } },
        ]),
      );
    clock.pass(60_000 - (clock.now() % 60_000) + 40_000);
    const first = await Promise.all([1, 2].map((device) => api.execute(room.ann, query, inputs(device))));
    expect(first.flatMap(refusalsOf)).toEqual([]);
    clock.pass(30_000);
    const [third, last] = [await api.execute(room.ann, query, inputs(3)), await ask({ clientMessageId: 'the 61st' })];
    expect(refusalsOf(third)).toEqual([]);
    expect(refusalsOf(last)).toEqual(['RateLimited']);
    expect(last.errors?.[0]?.errorInfo).toEqual({ limit: perMinute, retryAfterMs: 31_000 });
    clock.pass(31_000);
    expect(refusalsOf(await ask({ clientMessageId: 'the 61st' }))).toEqual([]);
  });

  it.each(['#', ':x', '__proto__', 'constructor', 'hasOwnProperty', '../META', 'MEMBER#ann', '$util'])(
    '16: %j as a client message id, a mention, a file or an option is what it is and nothing more',
    async (name) => {
      await ask({ clientMessageId: name, mentions: [name] });
      const poll = { question: name, options: [name, 'other'] };
      const sent = object(await ask({ kind: 'POLL', clientMessageId: `${name}2`, content: { poll } }), 'sendMessage');
      expect(sent['content']).toMatchObject({ poll: { options: [{ id: 0, text: name, votes: 0 }, { id: 1 }] } });
      const again = object(await ask({ clientMessageId: name, content: { text: 'other' } }), 'sendMessage');
      expect(again).toMatchObject({ seq: 1, content: { text: 'hello' }, mentions: [] });
    },
  );

  describe('18: every text that is empty, blank, too long or broken has its code, in every place', () => {
    const texts: readonly [string, string][] = [
      ['TextBlank', ''],
      ['TextBlank', ' \n\u200b'],
      ['TextTooLong', 'x'.repeat(10_001)],
      ['TextMalformed', 'a\0b'],
      ['TextMalformed', 'a\ud800'],
    ];
    const places: readonly ((text: string) => JsonObject)[] = [
      (text) => ({ content: { text } }),
      (source) => ({ kind: 'CODE', content: { code: { language: 'C', source } } }),
      (tex) => ({ kind: 'MATH_FORMULA', content: { formula: { tex } } }),
      (question) => ({ kind: 'POLL', content: { poll: { question, options: ['a', 'b'] } } }),
      (option) => ({ kind: 'POLL', content: { poll: { question: 'q', options: [option, 'b'] } } }),
      (label) => ({ kind: 'LOCATION', content: { location: { latitude: 0, longitude: 0, label } } }),
      (alt) => ({ kind: 'FILE', content: { attachment: { fileId: 'f', alt } } }),
    ];
    it.each(texts)('%s', async (code, text) => {
      for (const place of places) expect(await refused(place(text))).toEqual([code]);
    });
  });

  it('19: markup and scripts in texts, names and links stay text', async () => {
    for (const [at, text] of ['<script>alert(1)</script>', 'javascript:alert(1)', 'data:text/html,<b>'].entries()) {
      const message = object(await ask({ clientMessageId: `${at}`, content: { text } }), 'sendMessage');
      expect(message['content']).toMatchObject({ text });
      const named = aFile({ id: aFileId(room.id), ownerId: room.ann, name: text });
      const { id: fileId } = await saved(api.stores.attachments, named);
      const file = {
        kind: 'FILE',
        clientMessageId: `${at} file`,
        content: { attachment: { fileId, alt: text }, text },
      };
      const shown = { text, attachment: { name: text, alt: text } };
      expect(object(await ask(file), 'sendMessage')['content']).toMatchObject(shown);
    }
  });

  it('21: 100 KB in any place is refused without being read to its end', async () => {
    const huge = '{'.repeat(100_000);
    expect(await refused({ content: { text: huge } })).toEqual(['TextTooLong']);
    expect(await refused({ kind: 'CODE', content: { code: { language: 'JSON', source: huge } } })).toEqual([
      'TextTooLong',
    ]);
    expect(await refused({ kind: 'MATH_FORMULA', content: { formula: { tex: huge } } })).toEqual(['TextTooLong']);
    const options = Array.from({ length: 1_000 }, (_, at) => `option ${at}`);
    expect(await refused({ kind: 'POLL', content: { poll: { question: 'q', options } } })).toEqual(['BadInput']);
  });

  it('22: a thousand mentions are capped at fifty', async () => {
    const crowd = Array.from({ length: 1_000 }, () => aUser('many'));
    expect(await refused({ mentions: crowd })).toEqual(['BadInput']);
    expect(refusalsOf(await ask({ mentions: crowd.slice(0, 50) }))).toEqual([]);
  });

  it('sends nothing as the system, the assistant or someone else', async () => {
    for (const kind of ['SYSTEM', 'AI_RESPONSE']) expect(await refused({ kind })).toEqual(['BadInput']);
    const answer = await ask({ senderId: room.bob });
    expect(answer.data ?? null).toBeNull();
  });
});
