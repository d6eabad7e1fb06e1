/**
 * Changing messages is resolvers on AWS and use cases in the core: the same answer, word for word, and the same stored items.
 * Polls are use cases on both sides; here they meet the changes that are resolvers.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import type { MessageChanges } from '../../application/ports/message-changes.ts';
import type { ToldChange } from '../../application/messages/change-message.ts';
import { addReaction } from '../../application/use-cases/add-reaction.ts';
import { closePoll } from '../../application/use-cases/close-poll.ts';
import { deleteMessage } from '../../application/use-cases/delete-message.ts';
import { editMessage } from '../../application/use-cases/edit-message.ts';
import { removeReaction } from '../../application/use-cases/remove-reaction.ts';
import { votePoll } from '../../application/use-cases/vote-poll.ts';
import { editionItem } from '../../adapters/dynamodb/change-writes.ts';
import { editionKey, reactionKey, voteKey } from '../../adapters/dynamodb/layout/index.ts';
import type { Message } from '../../domain/message/message.ts';
import { archive } from '../../domain/chat-session/decisions/archive.ts';
import { freeze } from '../../domain/chat-session/decisions/freeze.ts';
import { muteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import type { SentContent } from '../../domain/message/content.ts';
import { later, toIso } from '../../domain/shared/instant.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ContentWish } from '../../domain/vocabulary/composing.ts';
import { everyMessageFragment } from '../../domain/vocabulary/event-fragments.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { Json } from '../../runtime/contract.ts';
import { changingOn } from '../builders/session-changes.ts';
import { granted } from '../builders/chat-sessions.ts';
import { fileIdOf, withItsFile } from '../builders/files.ts';
import { everyContent } from '../builders/messages.ts';
import { Scribe } from '../builders/scribe.ts';
import { often } from '../support/in-full.ts';
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
  logInMemory,
  openBothWays,
  shownEntry,
  someone,
  userOf,
} from './both-ways.ts';

const ENTRY = `sessionId seq kind createdAt change actorId message { ${nested(everyMessageFragment)} }`;
const EDIT = `mutation Edit($messageId: ID!, $content: MessageContentInput!) {
  editMessage(messageId: $messageId, content: $content) { ${ENTRY} }
}`;
const DELETE = `mutation Delete($messageId: ID!) { deleteMessage(messageId: $messageId) { ${ENTRY} } }`;
const ADD = `mutation Add($messageId: ID!, $emoji: String!) {
  addReaction(messageId: $messageId, emoji: $emoji) { ${ENTRY} }
}`;
const REMOVE = `mutation Remove($messageId: ID!, $emoji: String!) {
  removeReaction(messageId: $messageId, emoji: $emoji) { ${ENTRY} }
}`;
const VOTE = `mutation Vote($messageId: ID!, $optionIds: [Int!]!) {
  votePoll(messageId: $messageId, optionIds: $optionIds) { ${ENTRY} }
}`;
const CLOSE = `mutation Close($messageId: ID!) { closePoll(messageId: $messageId) { ${ENTRY} } }`;

/** Ten times what a quiet machine takes. */
const timeout = 120_000;
const clock = clockFromNow();

const rarely = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });

const poll = (isAnonymous: boolean): SentContent => ({
  kind: 'POLL',
  text: 'When?',
  poll: {
    options: ['now', 'later', 'never'],
    isMultiple: !isAnonymous,
    isAnonymous,
    closesAt: isAnonymous ? toIso(later(clock.now(), 60_000)) : null,
    closedAt: null,
    voterCount: 0,
    votes: { o0: 0, o1: 0, o2: 0 },
  },
});

/** Something of every kind, by Ann, by Bob, and by Bob under an alias; the last is a reply in a thread of the first. */
async function fill({ memory, api, id, ann, bob }: BothWays): Promise<readonly Seq[]> {
  const seqs: Seq[] = [];
  for (const stores of [memory, api.stores]) {
    const scribe = new Scribe(stores, clock, id);
    const said = [
      await scribe.say(ann, { clientMessageId: 'a', mentions: [bob] }),
      await scribe.say(bob, { clientMessageId: 'b', retentionDays: 3_650 }),
      await scribe.say(bob, { clientMessageId: 'c', alias: 'Anonymous 1' }),
      await scribe.say(bob, { clientMessageId: 'd', content: poll(false), retentionDays: 3_650 }),
      await scribe.say(bob, { clientMessageId: 'e', content: poll(true), alias: 'Anonymous 1' }),
    ];
    for (const [at, [, content]] of everyContent.entries()) {
      if (content.kind === 'TEXT' || content.kind === 'POLL') continue;
      const file = fileIdOf(`${id}.${'k'.repeat(22)}`);
      const whole = await withItsFile(stores.attachments, bob, content, file);
      said.push(await scribe.say(bob, { clientMessageId: `k${at}`, content: whole }));
    }
    const root = said[0]?.seq ?? null;
    said.push(await scribe.say(bob, { clientMessageId: 'r', threadRoot: root, replyTo: root }));
    if (stores === memory) seqs.push(...said.map(({ seq }) => seq));
  }
  return seqs;
}

/** What happens to the session afterwards; the position of the last of it, which is none where nothing does. */
async function sinceThen(both: BothWays, since: NonNullable<BothWaysWish['since']>): Promise<number> {
  const { api, memory, id, ann, bob } = both;
  for (const stores of [api.stores, memory]) {
    for (const decision of since({ ann, bob })) {
      const wish = { sessionId: id, by: ann, about: [ann, bob], decision };
      granted(await changeChatSession(changingOn(stores, clock), wish));
    }
  }
  return (await logInMemory(both)).at(-1)?.seq ?? 0;
}

const text = fc.constantFrom('hello', 'hello', 'another', 'Grüße 👩🏽‍🏫', '').map((text): ContentWish => ({ text }));
const formula = fc.constantFrom('\\frac{1}{2}', 'x^2', '\\frac{').map((tex): ContentWish => ({ formula: { tex } }));
const code = fc
  .constantFrom('let x = ;\n', 'let x = 1;', '{')
  .map((source): ContentWish => ({ code: { language: 'JAVASCRIPT', source } }));
const odd = fc.constantFrom<ContentWish[]>(
  {},
  { text: 'a', formula: { tex: 'x' } },
  { text: 'x'.repeat(5_001) },
  { text: 'a\0' },
  { text: ' ' },
  { code: { language: 'PYTHON', source: '' } },
  { location: { latitude: 1, longitude: 1 } },
);
const anything = fc.oneof(text, formula, code, odd);
const emoji = rarely(fc.constantFrom('👍', '👍', '🎉'), fc.constantFrom('', 'a', '__proto__', '👍👍', '#', ' '));
const optionIds = rarely(
  fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  fc.constantFrom<number[][]>([0, 0], [3], [-1], [2_000_000_000]),
);

/** One of these messages of the session by number, rarely any other, or what names none. */
const oneOf = (...usual: readonly number[]) =>
  rarely<number | string>(
    fc.constantFrom(...usual),
    fc.oneof(fc.nat(9), fc.constantFrom('', 'x', `${elsewhere}.1`, 'nothing', 'system')),
  );
const what = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), content: rarely(text, odd), target: oneOf(0, 1, 2, 8) }),
  fc.record({ kind: fc.constant('edit' as const), content: rarely(formula, anything), target: oneOf(6) }),
  fc.record({ kind: fc.constant('edit' as const), content: rarely(code, anything), target: oneOf(5) }),
  fc.record({ kind: fc.constant('delete' as const), target: oneOf(0, 1, 9) }),
  fc.record({ kind: fc.constant('add' as const), emoji, target: oneOf(0, 2) }),
  fc.record({ kind: fc.constant('remove' as const), emoji, target: oneOf(0, 2) }),
  fc.record({ kind: fc.constant('vote' as const), optionIds, target: oneOf(3, 4) }),
  fc.record({ kind: fc.constant('close' as const), target: oneOf(3, 4) }),
);
const act = fc.record({
  who: rarely(fc.constantFrom('bob', 'bob', 'ann'), someone),
  what,
  pause: rarely(fc.constantFrom(0, 1, 20_000), fc.constantFrom(Durations.editWindow, Durations.editWindow + 1)),
});
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const since: fc.Arbitrary<NonNullable<BothWaysWish['since']>> = fc.constantFrom(
  () => [],
  () => [],
  () => [],
  () => [freeze],
  () => [archive],
  ({ bob }: Pick<BothWays, 'bob'>) => [muteMember(bob, later(clock.now(), 15_000))],
);

const live = { messageChanged: async () => undefined };
const pacing = { pause: async () => undefined, random: () => 0 };

/** What the API is asked, and what the core answers to the same. */
function bothWaysOf(both: BothWays, { what, who }: Act, messageId: string) {
  const user = userOf(both, who);
  const core = { ...both.memory, contentChecks, clock, live, pacing };
  const told = ({ sessionId, entry }: ToldChange) => ({ sessionId, seq: entry.seq });
  const placed = (result: Result<ToldChange | null>): Result<{ sessionId: SessionId; seq: Seq } | null> =>
    result.ok ? { ok: true, value: result.value && told(result.value) } : result;
  switch (what.kind) {
    case 'edit':
      return {
        field: 'editMessage',
        doing: 'edit the message',
        query: EDIT,
        variables: { messageId, content: JSON.parse(JSON.stringify(what.content)) as Json },
        core: async () => placed(await editMessage(core)({ user, messageId, content: what.content })),
      };
    case 'delete':
      return {
        field: 'deleteMessage',
        doing: 'delete the message',
        query: DELETE,
        variables: { messageId },
        core: async () => placed(await deleteMessage(core)({ user, messageId })),
      };
    case 'add':
      return {
        field: 'addReaction',
        doing: 'add the reaction',
        query: ADD,
        variables: { messageId, emoji: what.emoji },
        core: async () => placed(await addReaction(core)({ user, messageId, emoji: what.emoji })),
      };
    case 'remove':
      return {
        field: 'removeReaction',
        doing: 'remove the reaction',
        query: REMOVE,
        variables: { messageId, emoji: what.emoji },
        core: async () => placed(await removeReaction(core)({ user, messageId, emoji: what.emoji })),
      };
    case 'vote':
      return {
        field: 'votePoll',
        doing: 'vote',
        query: VOTE,
        variables: { messageId, optionIds: what.optionIds },
        core: () => votePoll(core)({ user, messageId, optionIds: what.optionIds }),
      };
    case 'close':
      return {
        field: 'closePoll',
        doing: 'close the poll',
        query: CLOSE,
        variables: { messageId },
        core: () => closePoll(core)({ user, messageId }),
      };
  }
}

/** What members left on messages, and earlier contents: as they are stored, and as memory has them. */
async function expectSameBeside(both: BothWays): Promise<void> {
  const messages = (await logInMemory(both)).flatMap((entry) => (entry.kind === 'MESSAGE' ? [entry.message] : []));
  for (const message of messages) {
    const id = messageIdOf(both.id, message.seq);
    for (const user of [both.ann, both.bob]) {
      const basis = await both.memory.messageChanges.basis(both.id, message.seq, user);
      const [reaction, vote] = [
        await both.api.item('chat', reactionKey(id, user)),
        await both.api.item('chat', voteKey(id, user)),
      ];
      const emojis = reaction?.['emojis'] instanceof Set ? [...reaction['emojis']] : [];
      expect(emojis.sort()).toEqual([...(basis?.emojis ?? [])].sort());
      expect(vote?.['optionIds'] ?? []).toEqual(basis?.vote ?? []);
      const ends = message.expiresAt === null ? undefined : message.expiresAt / 1_000;
      for (const mark of [reaction, vote]) if (mark !== undefined) expect(mark['expiresAt']).toBe(ends);
    }
    expect(await storedEditions(both, message)).toEqual(await editionsIn(both.memory.messageChanges, message));
  }
}

const storedEditions = async ({ api, id }: BothWays, { seq }: Message) => {
  const keys = [1, 2, 3, 4, 5, 6, 7, 8].map((edition) => editionKey(messageIdOf(id, seq), edition));
  return (await Promise.all(keys.map((key) => api.item('chat', key)))).filter((item) => item !== undefined);
};

const editionsIn = async (changes: MessageChanges, message: Message) =>
  (await changes.editions(message)).map(({ edition, content: kept, replacedAt }) =>
    editionItem({ ...message, edition, content: kept }, toIso(replacedAt)),
  );

await describeOnApi('the resolvers', { clock }, (api) => {
  it('change messages as the use cases change them', { timeout }, async () => {
    const outcomes = new Set<string>();
    const acts = fc.array(act, { minLength: 8, maxLength: 18 });
    await fc.assert(
      fc.asyncProperty(acts, since, fc.constantFrom('GROUP', 'ANNOUNCEMENT'), async (acts, since, kind) => {
        const both = await openBothWays(api, clock, { kind });
        const seqs = await fill(both);
        const last = await sinceThen(both, since);
        for (const one of acts) {
          const { target } = one.what;
          const seq = typeof target === 'number' ? seqs[target] : undefined;
          const named: Readonly<Record<string, string>> = {
            nothing: `${both.id}.999`,
            system: `${both.id}.${last}`,
          };
          const messageId = seq === undefined ? (named[target] ?? String(target)) : messageIdOf(both.id, seq);
          const ways = bothWaysOf(both, one, messageId);
          const answer = await api.execute(userOf(both, one.who), ways.query, ways.variables);
          const result = await ways.core();
          const log = await logInMemory(both);
          const shown = heardOf(ways.doing, result, (position) => {
            const entry = position === null ? undefined : log.find(({ seq: at }) => at === position.seq);
            return entry === undefined ? null : shownEntry(both.id, entry, log);
          });
          expect(heardFrom(answer, ways.field)).toEqual(shown);
          outcomes.add(
            result.ok ? `${one.what.kind} ${result.value === null ? 'nothing' : 'done'}` : result.refusal.code,
          );
          clock.pass(one.pause);
        }
        await expectSameState(both);
        await expectSameBeside(both);
      }),
      { numRuns: often(45, 100) },
    );
    // What never happens here would not be known to be the same.
    const kinds = ['edit', 'delete', 'add', 'remove', 'vote', 'close'];
    expect([...outcomes]).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind} done`)));
    expect([...outcomes]).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind} nothing`)));
    expect([...outcomes]).toEqual(
      expect.arrayContaining(['MessageNotFound', 'NotAllowed', 'SessionReadOnly', 'EditWindowOver', 'BadInput']),
    );
    expect([...outcomes]).toEqual(expect.arrayContaining(['Muted', 'PollClosed', 'TextBlank', 'FormulaMalformed']));
  });
});
