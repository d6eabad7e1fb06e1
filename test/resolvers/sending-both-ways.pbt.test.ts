/** Sending is resolvers on AWS and a use case in the core: the same answer, word for word, and the same stored items. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sendMessage } from '../../application/use-cases/send-message.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { block } from '../../domain/chat-session/decisions/block.ts';
import { freeze } from '../../domain/chat-session/decisions/freeze.ts';
import { muteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import { later } from '../../domain/shared/instant.ts';
import type { ContentWish } from '../../domain/vocabulary/composing.ts';
import { CodeLanguage } from '../../domain/vocabulary/code.ts';
import { mediaTypes } from '../../domain/vocabulary/media-types.ts';
import { everyMessageFragment } from '../../domain/vocabulary/event-fragments.ts';
import { MessageKind } from '../../domain/vocabulary/messages.ts';
import { SessionKind } from '../../domain/vocabulary/sessions.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import { anyText } from '../builders/texts.ts';
import { describeOnApi } from '../support/api-in-process.ts';
import { nested } from '../support/graphql.ts';
import { contentChecks } from '../support/wiring.ts';
import type { BothWays, BothWaysWish } from './both-ways.ts';
import {
  clockFromNow,
  elsewhere,
  expectSameState,
  heardFrom,
  heardOf,
  idOf,
  logInMemory,
  openBothWays,
  shownMessage,
  someone,
  somewhere,
  userOf,
} from './both-ways.ts';

const SEND = `mutation Send($input: SendMessageInput!) {
  sendMessage(input: $input) { ${nested(everyMessageFragment)} }
}`;
const messagesPerMinute = 3;
/** Ten times what a quiet machine takes. */
const timeout = 90_000;
const clock = clockFromNow();

const pause = fc.constantFrom(0, 1, 999, 1_000, 20_000, 60_000, 61_000);
const rarely = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });

/** Text of about `limit` code units, and of every kind that is refused. */
const words = (limit: number) => {
  const broken = fc.constantFrom('', ' \n', '\u200b', 'x'.repeat(limit), 'x'.repeat(limit + 1), 'a\0', '\ud800');
  const usual = fc.constantFrom('hello', 'Grüße 👩🏽‍🏫', ' x ', '<script>', 'x^2');
  return fc.oneof(
    { weight: 6, arbitrary: usual },
    { weight: 1, arbitrary: anyText(30) },
    { weight: 1, arbitrary: broken },
  );
};
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const degrees = (limit: number) =>
  rarely(fc.double({ min: -limit, max: limit, noNaN: true }), fc.constantFrom(limit + 0.1, -limit - 1));

const code = fc.record({ language: fc.constantFrom(...Object.values(CodeLanguage)), source: words(10_000) });
const formula = fc.record({
  tex: rarely(
    fc.constantFrom('x^2', '\\frac{a}{b}', '\\sum_{i=0}^n i', '\\frac{'),
    fc.oneof(words(5_000), fc.constant('\\frac{')),
  ),
});
const closing = fc.constantFrom(-1_000, 0, 1, 3_600_000, 31_536_000_000, 31_536_000_001);
const poll = fc.record(
  {
    question: words(300),
    options: rarely(
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c', ' d', '5'), { minLength: 2, maxLength: 5 }),
      fc.array(words(100), { maxLength: 4 }),
    ),
    isMultiple: fc.boolean(),
    isAnonymous: fc.boolean(),
    closesIn: maybe(closing),
  },
  { requiredKeys: ['question', 'options'] },
);
const location = fc.record(
  { latitude: degrees(90), longitude: degrees(180), label: words(100) },
  { requiredKeys: ['latitude', 'longitude'] },
);
const attachment = fc.record(
  {
    fileId: rarely(fc.constant('file-1'), fc.constantFrom('', 'a#b')),
    name: rarely(fc.constantFrom('a.png', '../../etc', 'Grüße'), words(255)),
    mediaType: rarely(fc.constantFrom(...mediaTypes), fc.constantFrom('image/svg+xml', 'text/html', '')),
    size: rarely(fc.constantFrom(1, 1_000), fc.constantFrom(0, -1, 1_001, 52_428_800, 52_428_801)),
    width: fc.constantFrom(1, 640, 0),
    durationMs: fc.constantFrom(0, 5_000, -1),
    alt: words(300),
  },
  { requiredKeys: ['fileId', 'name', 'mediaType', 'size'] },
);

/** Content by what it is given in; what a kind of message needs, and what it does not. */
const parts = { text: words(5_000), code, formula, poll, location, attachment };
const partOfKind: Readonly<Record<MessageKind, keyof typeof parts>> = {
  TEXT: 'text',
  CODE: 'code',
  MATH_FORMULA: 'formula',
  POLL: 'poll',
  LOCATION: 'location',
  IMAGE: 'attachment',
  FILE: 'attachment',
  AUDIO: 'attachment',
  VIDEO: 'attachment',
  SYSTEM: 'text',
  AI_RESPONSE: 'text',
};
const kinds = rarely(fc.constant(MessageKind.TEXT), fc.constant(MessageKind.SYSTEM)).chain((usual) =>
  fc.oneof(fc.constant(usual), fc.constantFrom(...Object.values(MessageKind))),
);
const said = kinds.chain((kind) => {
  const whole = fc.record(parts);
  const right = whole.map((all): Partial<typeof all> => ({ [partOfKind[kind]]: all[partOfKind[kind]] }));
  return fc.record({ kind: fc.constant(kind), content: rarely(right, fc.record(parts, { requiredKeys: [] })) });
});

/** A message of the session, or something that is none. */
const somePlace = rarely(
  fc.nat(6).map(
    (seq) =>
      (both: BothWays): string =>
        `${both.id}.${seq}`,
  ),
  fc.constantFrom('', 'x', `${elsewhere}.1`, `${elsewhere}.01`).map((id) => () => id),
);
const place = fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: somePlace });
const clientMessageId = rarely(
  fc.constantFrom('one', 'two', 'three', 'four', 'five'),
  fc.constantFrom('', '#', 'x'.repeat(128), 'x'.repeat(129), '\udc00'),
);
const mentioned = rarely(
  fc.array(fc.constantFrom('ann', 'bob', 'eve', 'nobody#'), { maxLength: 4 }),
  fc.constantFrom(Array<string>(50).fill('bob'), Array<string>(51).fill('bob')),
);

const send = fc.record({
  who: someone,
  where: somewhere,
  said,
  clientMessageId,
  mentioned,
  replyTo: place,
  threadRoot: place,
  isAnonymous: rarely(fc.constant(false), fc.constant(true)),
  pause,
});
type Send = typeof send extends fc.Arbitrary<infer Value> ? Value : never;

const since: fc.Arbitrary<NonNullable<BothWaysWish['since']>> = fc.constantFrom(
  () => [],
  () => [],
  () => [],
  () => [freeze],
  () => [archive],
  () => [block],
  ({ bob }: Pick<BothWays, 'bob'>) => [muteMember(bob, later(clock.now(), 45_000))],
);
const settings = fc.record(
  {
    allowAnonymous: fc.constant(true),
    slowModeSeconds: fc.constantFrom(0, 1, 30),
    allowFileUploads: fc.boolean(),
    allowedFileTypes: fc.constantFrom([], ['image/png', 'audio/mpeg']),
    maxFileSize: fc.constantFrom(1_000, 52_428_800),
  },
  { requiredKeys: [] },
);

/** The content as the schema has it, and as the use case takes it: with its time read. */
function contentsOf({ content }: Send['said']): { readonly input: JsonObject; readonly wish: ContentWish } {
  if (content.poll === undefined)
    return { input: { ...content, poll: undefined }, wish: { ...content, poll: undefined } };
  const { closesIn, ...rest } = content.poll;
  const at = closesIn === undefined ? undefined : later(clock.now(), closesIn);
  const iso = at === undefined ? undefined : new Date(at).toISOString();
  return {
    input: { ...content, poll: { ...rest, closesAt: iso } },
    wish: { ...content, poll: { ...rest, closesAt: at === undefined || iso === undefined ? null : { at, iso } } },
  };
}

await describeOnApi('the resolvers', { clock, env: { MESSAGES_PER_MINUTE: `${messagesPerMinute}` } }, (api) => {
  it('send everything as the use case sends it', { timeout }, async () => {
    const codes = new Map<string, number>();
    const sessions = fc.record({ kind: fc.constantFrom(...Object.values(SessionKind)), settings, since });
    await fc.assert(
      fc.asyncProperty(fc.array(send, { minLength: 1, maxLength: 9 }), sessions, async (sends, wish) => {
        const isPlain = wish.kind !== 'DIRECT';
        const both = await openBothWays(api, clock, isPlain ? wish : { kind: 'DIRECT' });
        const useCase = sendMessage({ ...both.memory, contentChecks, clock, messagesPerMinute });
        for (const one of sends) {
          const [senderId, sessionId] = [userOf(both, one.who), idOf(both, one.where)];
          const mentions = one.mentioned.map((who) => (who === 'nobody#' ? who : userOf(both, who)));
          const [replyToId, threadRootId] = [one.replyTo?.(both), one.threadRoot?.(both)];
          const { kind } = one.said;
          const { input: content, wish: contentWish } = contentsOf(one.said);
          const { clientMessageId, isAnonymous } = one;
          const given = { sessionId, clientMessageId, kind, mentions, isAnonymous };
          const input = { ...given, content, replyToId, threadRootId };
          const answer = await api.execute(senderId, SEND, { input });
          const result = await useCase({
            ...given,
            senderId,
            senderName: senderId,
            content: contentWish,
            replyToId: replyToId ?? null,
            threadRootId: threadRootId ?? null,
          });
          const log = await logInMemory(both);
          const shown = heardOf('send the message', result, (message) => shownMessage(message, log));
          expect(heardFrom(answer, 'sendMessage')).toEqual(shown);
          const outcome = result.ok ? `sent ${result.value.kind}` : result.refusal.code;
          codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
          clock.pass(one.pause);
        }
        await expectSameState(both);
      }),
      { numRuns: 100 },
    );
    // What never happens here would not be known to be the same.
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining(['sent TEXT', 'sent CODE', 'sent POLL', 'sent LOCATION', 'sent MATH_FORMULA']),
    );
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining(['SessionNotFound', 'SessionReadOnly', 'NotAllowed', 'Muted', 'BadInput', 'RateLimited']),
    );
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining(['TextBlank', 'TextTooLong', 'TextMalformed', 'FormulaMalformed', 'AttachmentRefused']),
    );
    expect([...codes.keys()]).toContain('MessageNotFound');
  });
});
