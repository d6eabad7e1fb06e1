import assert from 'node:assert/strict';
import type { JsonObject } from '../../../runtime/contract.ts';
import { fragmentOf } from '../../../domain/vocabulary/event-fragments.ts';
import { LOG, MESSAGE, SEND } from '../../support/graphql.ts';
import { messageWithout, REQUEST_UPLOAD, sendSelecting } from './documents.ts';
import { listOf, objectOf, settings, timeOf, type Scenario } from './host.ts';

/** What everyone receives of a text that answers nothing. */
const textFragment = fragmentOf({ kind: 'TEXT', answers: false, isThreaded: false });

export const sending: readonly Scenario[] = [
  {
    name: 'a message is acknowledged at its position, exactly as typed, under the name in the token',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const text = '  <b>"5 > 3"</b> \\ $util.error()\n\t日本 👩‍👩‍👧 \u202e  ';
      const { createdAt, ...message } = await ann.sends(sessionId, 'm-1', text);
      timeOf({ createdAt }, 'createdAt');
      assert.deepEqual(message, {
        id: `${sessionId}.1`,
        sessionId,
        seq: 1,
        version: 1,
        kind: 'TEXT',
        content: { text, code: null, formula: null, poll: null, location: null, attachment: null },
        senderId: ann.userId,
        senderName: ann.userId,
        isAnonymous: false,
        clientMessageId: 'm-1',
        editedAt: null,
        deletedAt: null,
        mentions: [],
        reactions: [],
        replyTo: null,
        threadRootId: null,
        thread: null,
        audience: [sessionId],
      });
    },
  },
  {
    name: 'the same send again is answered with the first message, whatever it says now',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const first = await ann.sends(sessionId, 'm-1', 'hello');
      assert.deepEqual(await ann.sends(sessionId, 'm-1', 'hello'), first);
      assert.deepEqual(await ann.sends(sessionId, 'm-1', 'goodbye'), first);
      const entries = listOf(await bob.see(LOG, { sessionId }), 'entries');
      assert.deepEqual(
        entries.map(({ kind }) => kind),
        ['MESSAGE', 'VOID', 'VOID'],
      );
      assert.deepEqual(entries[0]?.['message'], first);
    },
  },
  {
    name: 'the same client message id of another sender, or in another session, is another message',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const [here, there] = [await ann.opens([bob]), await ann.opens([bob])];
      const sent = [
        await ann.sends(here, 'm-1', 'one'),
        await bob.sends(here, 'm-1', 'two'),
        await ann.sends(there, 'm-1', 'three'),
      ];
      assert.deepEqual(
        sent.map(({ id, content }) => [id, objectOf(content)['text']]),
        [
          [`${here}.1`, 'one'],
          [`${here}.2`, 'two'],
          [`${there}.1`, 'three'],
        ],
      );
    },
  },
  {
    name: 'two sends in one document run in their order',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const send = (alias: string, id: string) =>
        `${alias}: sendMessage(input: { sessionId: "${sessionId}", clientMessageId: "${id}", content: { text: "${id}" } }) { ${MESSAGE} }`;
      const { data, errors } = await ann.ask(`mutation { ${send('zulu', 'm-1')} ${send('alpha', 'm-2')} }`);
      assert.equal(errors, undefined);
      const { zulu, alpha } = objectOf(data);
      assert.deepEqual([objectOf(zulu)['seq'], objectOf(alpha)['seq']], [1, 2]);
    },
  },
  {
    name: 'a send may select through inline fragments, and more than subscribers need',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const query = sendSelecting(
        `__typename id senderName @include(if: true) ... { clientMessageId } ... @skip(if: false) { createdAt }
          content { __typename } ... on Message { ${MESSAGE} }`,
      );
      const input = { sessionId, clientMessageId: 'm-1', content: { text: 'hello' } };
      const message = await ann.see(query, { input });
      assert.equal(message['__typename'], 'Message');
      assert.equal(objectOf(message['content'])['__typename'], 'MessageContent');
      assert.equal(objectOf(message['content'])['text'], 'hello');
    },
  },
  {
    name: 'a send that could show subscribers one field under the name of another is refused, and sends nothing',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const input = { sessionId, clientMessageId: bob.userId, content: { text: 'hello' } };
      const asBob = MESSAGE.replace('senderId', 'senderId: clientMessageId');
      const queries = [
        sendSelecting(asBob),
        sendSelecting(`... on Message { ${asBob} }`),
        sendSelecting(`... @include(if: true) { ${asBob} }`),
        sendSelecting('...rest', `fragment rest on Message { ${asBob} }`),
        sendSelecting('id ...once', `fragment once on Message { ${asBob} }`),
        sendSelecting(MESSAGE.replace('sessionId', 'sessionId: clientMessageId')),
      ];
      for (const query of queries) {
        const { code, info } = await ann.refusal(query, { input });
        assert.deepEqual({ code, info }, { code: 'SelectionIncomplete', info: null });
      }
      assert.equal((await bob.see(LOG, { sessionId }))['lastSeq'], 0);
    },
  },
  {
    name: 'a send that would blank its subscribers is refused with what they would miss, and sends nothing',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const input = { sessionId, clientMessageId: 'm-1', content: { text: 'hello' } };
      const selections: [string, readonly string[]][] = [
        ['id seq', textFragment.filter((path) => path !== 'id' && path !== 'seq')],
        [messageWithout('createdAt'), ['createdAt']],
        [messageWithout('createdAt') + ' at: createdAt', ['createdAt']],
        [messageWithout('createdAt') + ' createdAt @skip(if: true)', ['createdAt']],
        [MESSAGE.replace('{ text ', '{ __typename '), ['content/text']],
      ];
      for (const [selection, missing] of selections) {
        const { code, info } = await ann.refusal(sendSelecting(selection), { input });
        assert.deepEqual({ code, info }, { code: 'SelectionIncomplete', info: { missing } });
      }
      assert.equal((await bob.see(LOG, { sessionId }))['lastSeq'], 0);
    },
  },
  {
    name: 'a text that cannot be a message is refused by its code, and takes no position',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const refused = async (input: { readonly clientMessageId?: string; readonly text?: string | null }) => {
        const { clientMessageId = 'm-1', text = 'hello' } = input;
        return ann.refusal(SEND, { input: { sessionId, clientMessageId, content: { text } } });
      };
      assert.equal((await refused({ text: '' })).code, 'TextBlank');
      assert.equal((await refused({ text: ' \n\u200b' })).code, 'TextBlank');
      assert.equal((await refused({ text: null })).code, 'TextBlank');
      assert.equal((await refused({ text: 'a\u0000b' })).code, 'TextMalformed');
      assert.equal((await refused({ clientMessageId: '' })).code, 'BadInput');
      assert.equal((await refused({ clientMessageId: 'x'.repeat(129) })).code, 'BadInput');
      assert.deepEqual(await refused({ text: 'x'.repeat(5001) }), {
        code: 'TextTooLong',
        message: 'unable to send the message; the text is longer than 5000 characters',
        info: { limit: 5000 },
      });
      assert.equal((await bob.see(LOG, { sessionId }))['lastSeq'], 0);
    },
  },
  {
    name: 'in an announcement only its owner posts',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob], { kind: 'ANNOUNCEMENT' });
      const input = { sessionId, clientMessageId: 'm-1', content: { text: 'hello' } };
      assert.equal((await bob.refusal(SEND, { input })).code, 'NotAllowed');
      assert.equal((await ann.sends(sessionId, 'm-1'))['seq'], 1);
    },
  },
  {
    name: 'whoever sends more than the limit in a minute is told when to go on, and nobody else is held up',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const limit = Number(settings.MESSAGES_PER_MINUTE);
      for (let sent = 0; ; sent += 1) {
        assert.ok(sent <= limit, 'no limit was met');
        const input = { sessionId, clientMessageId: `m-${sent}`, content: { text: 'hello' } };
        const { errors: [error] = [] } = await ann.ask(SEND, { input });
        if (error === undefined) continue;
        if (error.errorType === 'TryAgain') continue;
        assert.equal(sent, limit);
        const { retryAfterMs, ...info } = objectOf(error.errorInfo);
        assert.deepEqual([error.errorType, info], ['RateLimited', { limit }]);
        assert.ok(typeof retryAfterMs === 'number' && retryAfterMs > 0 && retryAfterMs <= 61_000);
        break;
      }
      await bob.sends(sessionId, 'm-1');
    },
  },
  {
    name: 'code, formulas, polls, places and files are kept by what their kind has',
    async play(person) {
      const [ann, bob] = [person('ann'), person('bob')];
      const sessionId = await ann.opens([bob]);
      const described = { name: 'a.pdf', mediaType: 'application/pdf', size: 10 };
      const ticket = await ann.see(REQUEST_UPLOAD, { input: { sessionId, ...described } });
      assert.ok(ticket['post'] !== null && ticket['multipart'] === null);
      const fileId = ticket['fileId'] ?? null;
      const contents: [string, JsonObject][] = [
        ['CODE', { code: { language: 'JSON', source: '{"a": [1, 2]}' } }],
        ['MATH_FORMULA', { formula: { tex: '\\frac{1}{2}' } }],
        ['POLL', { poll: { question: 'When?', options: ['now', 'later'] } }],
        ['LOCATION', { location: { latitude: 52.5, longitude: -13.25, label: 'here' } }],
        ['FILE', { attachment: { fileId, alt: 'notes' } }],
      ];
      for (const [kind, content] of contents) {
        const input = { sessionId, clientMessageId: kind, kind, content };
        const message = await ann.see(SEND, { input });
        const [part, given] = Object.entries(content)[0] ?? [];
        const shown = objectOf(objectOf(message['content'])[part ?? '']);
        for (const [name, value] of Object.entries(objectOf(given)).filter(([name]) => name !== 'options')) {
          assert.deepEqual(shown[name], value);
        }
      }
      const wrong = {
        sessionId,
        clientMessageId: 'm-1',
        kind: 'MATH_FORMULA',
        content: { formula: { tex: '\\frac{' } },
      };
      assert.equal((await ann.refusal(SEND, { input: wrong })).code, 'FormulaMalformed');
    },
  },
  {
    name: 'a reply in a thread counts at its first message, quotes what it answers and mentions members alone',
    async play(person) {
      const [ann, bob, eve] = [person('ann'), person('bob'), person('eve')];
      const sessionId = await ann.opens([bob]);
      const { id } = await ann.sends(sessionId, 'm-1', 'hello');
      const input = { sessionId, clientMessageId: 'm-2', content: { text: 'hi' }, threadRootId: id, replyToId: id };
      const reply = await bob.see(SEND, { input: { ...input, mentions: [ann.userId, eve.userId, bob.userId] } });
      assert.deepEqual(reply['mentions'], [ann.userId]);
      assert.equal(objectOf(reply['replyTo'])['text'], 'hello');
      const { replyCount, version } = objectOf(reply['thread']);
      assert.deepEqual([replyCount, version, reply['threadRootId']], [1, 2, id]);
      const nested = { ...input, clientMessageId: 'm-3', threadRootId: reply['id'] };
      assert.equal((await ann.refusal(SEND, { input: nested })).code, 'BadInput');
      assert.equal(
        (await ann.refusal(SEND, { input: { ...input, clientMessageId: 'm-4', replyToId: `${sessionId}.9` } })).code,
        'MessageNotFound',
      );
    },
  },
];
