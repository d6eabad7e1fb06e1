/** Sending is resolvers on AWS and a use case in the core: the same answer, word for word, and the same stored items. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sendMessage } from '../../application/use-cases/send-message.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { block } from '../../domain/chat-session/decisions/block.ts';
import { freeze } from '../../domain/chat-session/decisions/freeze.ts';
import { muteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import { later } from '../../domain/shared/instant.ts';
import type { ContentWish } from '../../domain/vocabulary/composing.ts';
import { CodeLanguage } from '../../domain/vocabulary/code.ts';
import { everyMessageFragment } from '../../domain/vocabulary/event-fragments.ts';
import { MessageKind } from '../../domain/vocabulary/messages.ts';
import { SessionKind } from '../../domain/vocabulary/sessions.ts';
import type { JsonObject } from '../../runtime/contract.ts';
import { aFile, fileIdOf, saved } from '../builders/files.ts';
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
/** Files of Ann's and Bob's in each session: what they are of, how large, and how far they have come. */
const files: Readonly<Record<string, Partial<AttachmentFile>>> = {
  requested: {},
  scanning: { state: 'SCANNING', mediaType: 'audio/mpeg', durationMs: 5_000 },
  clean: { state: 'CLEAN', width: 640, height: 480 },
  another: { state: 'CLEAN', mediaType: 'application/pdf' },
  large: { state: 'UPLOADED', size: 1_001 },
  rejected: { state: 'REJECTED' },
  expired: { state: 'EXPIRED' },
};
const fileName = (both: BothWays, owner: string, name: string): string =>
  `${both.id}.${`${owner}-${name}`.padEnd(22, '_')}`;

/** Puts them behind the API and in memory. */
async function fillWithFiles(both: BothWays): Promise<void> {
  const wishes = (['ann', 'bob'] as const).flatMap((owner) =>
    Object.entries(files).map(([name, wish]) => {
      const file = aFile({ id: fileIdOf(fileName(both, owner, name)), ownerId: both[owner] }, clock.now());
      return { ...file, ...wish };
    }),
  );
  await Promise.all(
    [both.memory, both.api.stores].flatMap(({ attachments }) => wishes.map((file) => saved(attachments, file))),
  );
}

const attachment = fc.record(
  {
    owner: fc.constantFrom(...Array<undefined>(8).fill(undefined), 'ann', 'bob'),
    file: fc.constantFrom('requested', 'scanning', 'clean', 'another', ...Object.keys(files), 'none', '#'),
    alt: words(300),
  },
  { requiredKeys: ['owner', 'file'] },
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
    messageRetentionDays: fc.constantFrom(1, 3_650),
  },
  { requiredKeys: [] },
);

/** The content as the schema has it, and as the use case takes it: with its time read, and its file named. */
function contentsOf(
  both: BothWays,
  { who, said: { content } }: Send,
): { readonly input: JsonObject; readonly wish: ContentWish } {
  const { poll, attachment, ...rest } = content;
  const named = attachment && {
    fileId: attachment.file === '#' ? 'a#b' : fileName(both, attachment.owner ?? who, attachment.file),
    ...(attachment.alt === undefined ? {} : { alt: attachment.alt }),
  };
  if (poll === undefined) {
    const same = { ...rest, poll: undefined, attachment: named };
    return { input: same, wish: same };
  }
  const { closesIn, ...asked } = poll;
  const at = closesIn === undefined ? undefined : later(clock.now(), closesIn);
  const iso = at === undefined ? undefined : new Date(at).toISOString();
  const closesAt = at === undefined || iso === undefined ? null : { at, iso };
  return {
    input: { ...rest, poll: { ...asked, closesAt: iso }, attachment: named },
    wish: { ...rest, poll: { ...asked, closesAt }, attachment: named },
  };
}

/** The files, as they are stored behind the API and as the memory adapter's would be. */
async function expectSameFiles(both: BothWays): Promise<void> {
  for (const owner of ['ann', 'bob']) {
    for (const name of Object.keys(files)) {
      const id = fileIdOf(fileName(both, owner, name));
      expect(await both.api.stores.attachments.find(id)).toEqual(await both.memory.attachments.find(id));
    }
  }
}

await describeOnApi('the resolvers', { clock, env: { MESSAGES_PER_MINUTE: `${messagesPerMinute}` } }, (api) => {
  it('send everything as the use case sends it', { timeout }, async () => {
    const codes = new Map<string, number>();
    const sessions = fc.record({ kind: fc.constantFrom(...Object.values(SessionKind)), settings, since });
    await fc.assert(
      fc.asyncProperty(fc.array(send, { minLength: 1, maxLength: 9 }), sessions, async (sends, wish) => {
        const isPlain = wish.kind !== 'DIRECT';
        const both = await openBothWays(api, clock, isPlain ? wish : { kind: 'DIRECT' });
        await fillWithFiles(both);
        const useCase = sendMessage({ ...both.memory, contentChecks, clock, messagesPerMinute });
        for (const one of sends) {
          const [senderId, sessionId] = [userOf(both, one.who), idOf(both, one.where)];
          const mentions = one.mentioned.map((who) => (who === 'nobody#' ? who : userOf(both, who)));
          const [replyToId, threadRootId] = [one.replyTo?.(both), one.threadRoot?.(both)];
          const { kind } = one.said;
          const { input: content, wish: contentWish } = contentsOf(both, one);
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
        await expectSameFiles(both);
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
    expect([...codes.keys()]).toEqual(expect.arrayContaining(['MessageNotFound', 'FileNotFound']));
    expect([...codes.keys()].some((code) => /^sent (IMAGE|FILE|AUDIO)$/.test(code))).toBe(true);
  });
});
