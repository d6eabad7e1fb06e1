import fc from 'fast-check';
import { expect } from 'vitest';
import { changeChatSession } from '../../application/chat-sessions/change-chat-session.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message, SentMessage } from '../../domain/message/message.ts';
import type { Act, Decision } from '../../domain/chat-session/decision.ts';
import { block } from '../../domain/chat-session/decisions/block.ts';
import type { SettingsWish } from '../../domain/chat-session/settings.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqOf, seqZero } from '../../domain/shared/ids.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import type { Result } from '../../domain/shared/result.ts';
import { sentence } from '../../domain/vocabulary/refusal.ts';
import type { SessionKind } from '../../domain/vocabulary/sessions.ts';
import type { GraphQLAnswer, Json } from '../../runtime/contract.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { changeSlotItem, claimItem, messageSlotItem, voidSlotItem } from '../../adapters/dynamodb/log-items.ts';
import type { SlotItem } from '../../adapters/dynamodb/layout/index.ts';
import { slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { toLogEntry, toMessage } from '../../resolvers/lib/shapes.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aSessionId, aUser, user } from '../builders/people.ts';
import { changingOn } from '../builders/session-changes.ts';
import { openMemoryStores } from '../contracts/memory-stores.ts';
import type { Stores } from '../contracts/stores.ts';
import { valueAt, type Api } from '../support/api-in-process.ts';

/** What a caller hears, in one form for both ways: a value, or a refusal with all that it says. */
export type Heard =
  | { readonly value: Json }
  | { readonly refused: { readonly code: string; readonly message: string; readonly info: Json } };

/** The same session twice: behind the resolvers on the real engine, and behind the use cases on the memory adapter. */
export interface BothWays {
  readonly api: Api;
  readonly memory: Stores;
  readonly clock: ManualClock;
  readonly id: SessionId;
  readonly ann: UserId;
  readonly bob: UserId;
}

export interface BothWaysWish {
  readonly kind?: SessionKind;
  readonly settings?: SettingsWish;
  /** What happened to it since: Ann did, or nobody where an operator does. */
  readonly since?: (people: Pick<BothWays, 'ann' | 'bob'>) => readonly Decision[];
}

/** Ann opened it, and Bob is a member. */
export async function openBothWays(
  api: Api,
  clock: ManualClock,
  { kind = 'GROUP', settings = {}, since = () => [] }: BothWaysWish = {},
): Promise<BothWays> {
  const [ann, bob] = [aUser('ann'), aUser('bob')];
  const session = aChatSession({ creator: ann, memberIds: [bob], kind, settings, at: clock.now() });
  const memory = openMemoryStores(clock);
  for (const stores of [api.stores, memory]) {
    await stores.chatSessions.save(session);
    for (const decision of since({ ann, bob })) {
      const by: Act['by'] = decision === block ? systemSender : ann;
      const wish = { sessionId: session.id, by, about: [ann, bob], decision };
      granted(await changeChatSession(changingOn(stores, clock), wish));
    }
  }
  return { api, memory, clock, id: session.id, ann, bob };
}

/** Who asks: the owner, a member, or someone who is not in the session. */
export const someone = fc.constantFrom('ann', 'bob', 'eve');
export const userOf = (both: BothWays, who: string): UserId =>
  who === 'ann' || who === 'bob' ? both[who] : user(`eve-${both.id}`);

/** Mostly the session itself; else one that never was, or what is no id at all. */
export const somewhere = fc.oneof(
  { weight: 8, arbitrary: fc.constant('here') },
  { weight: 1, arbitrary: fc.constantFrom('nowhere', '', 'META', '../x', 'x'.repeat(36)) },
);
export const elsewhere = aSessionId();
export const idOf = (both: BothWays, where: string): string => ({ here: both.id, nowhere: elsewhere })[where] ?? where;

/** What the API answered for a field. */
export function heardFrom(answer: GraphQLAnswer, field: string): Heard {
  const [refusal] = answer.errors ?? [];
  if (refusal === undefined) return { value: valueAt(answer, field) };
  const { errorType = 'none', message, errorInfo = null } = refusal;
  return { refused: { code: errorType, message, info: errorInfo } };
}

/** What a use case answered, as the API has to say it. `doing` completes "unable to …". */
export function heardOf<Value>(doing: string, result: Result<Value>, shown: (value: Value) => Json): Heard {
  if (result.ok) return { value: shown(result.value) };
  const { code, why, info } = result.refusal;
  return { refused: { code, message: sentence(doing, why), info: info === undefined ? null : { ...info } } };
}

/** A message as the API shows it, where `log` is the one that it is in. */
export const shownMessage = (message: Message, log: readonly LogEntry[]): Json =>
  plain(toMessage(message.sessionId, messageSlotItem(message), slotsOf(message.sessionId, log)));

export const shownEntry = (sessionId: SessionId, entry: LogEntry, log: readonly LogEntry[]): Json =>
  plain(toLogEntry(sessionId, slotItemOf(sessionId, entry), slotsOf(sessionId, log)));

const slotsOf = (sessionId: SessionId, log: readonly LogEntry[]): readonly SlotItem[] =>
  log.map((entry) => slotItemOf(sessionId, entry));

function slotItemOf(sessionId: SessionId, entry: LogEntry): SlotItem {
  switch (entry.kind) {
    case 'MESSAGE':
      return messageSlotItem(entry.message);
    case 'MESSAGE_CHANGED':
      return changeSlotItem(sessionId, entry);
    case 'VOID':
      return voidSlotItem(sessionId, entry.seq, entry.at);
  }
}

/** All that stands in the session's log behind the use cases. */
export const logInMemory = async ({ memory, id }: BothWays): Promise<readonly LogEntry[]> =>
  (await memory.sessionLog.slotsAfter(id, seqZero, 1_000)).entries;

const plain = (value: object): Json => {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
};

/** The items of the log as they are stored behind the API, and as the memory adapter's state would be. */
export async function storedLogs(both: BothWays) {
  const { api, id } = both;
  const entries = await logInMemory(both);
  const claims = entries.flatMap((entry) => {
    if (entry.kind !== 'MESSAGE' || !isSent(entry.message)) return [];
    return [claimItem(entry.message)];
  });
  const expected = [...slotsOf(id, entries), ...claims];
  const stored = await Promise.all([
    ...entries.map(({ seq }) => api.item('chat', slotKey(id, seq))),
    ...claims.map(({ pk, sk }) => api.item('guards', { pk, sk })),
  ]);
  const beyond = seqOf(entries.reduce((newest, { seq }) => Math.max(newest, seq), 0));
  const more = (await api.stores.sessionLog.slotsAfter(id, beyond, 1)).entries;
  return { stored, expected, more };
}

const isSent = (message: Message): message is Message & Pick<SentMessage, 'senderId' | 'clientMessageId'> =>
  message.clientMessageId !== '' && message.senderId !== systemSender;

/** The session as each of its members is shown it, behind the API and in memory. */
export async function storedSessions({ api, memory, id, ann, bob }: BothWays) {
  const views = async ({ directory }: Stores) => [await directory.views(ann, [id]), await directory.views(bob, [id])];
  return { stored: await views(api.stores), expected: await views(memory) };
}

/** Starts now, so that nothing written has expired for an engine that goes by its own clock. */
export const clockFromNow = (): ManualClock => new ManualClock(instantOf(Date.now()));

/** Both ways are the same now, and nothing else was written behind the API. */
export async function expectSameState(both: BothWays): Promise<void> {
  const logs = await storedLogs(both);
  expect(logs.stored).toEqual(logs.expected);
  expect(logs.more).toEqual([]);
  const sessions = await storedSessions(both);
  expect(sessions.stored).toEqual(sessions.expected);
}
