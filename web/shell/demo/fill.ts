import { ask } from '../../../client/core/documents.ts';
import * as documents from '../../../client/core/documents.ts';
import type { Draft, Transport } from '../../../client/core/index.ts';
import { sessionRequests } from '../../../client/core/session-requests.ts';
import { demoPeople } from '../../people.ts';
import type { Person } from '../../people.ts';
import type { ReachAs } from '../api-context.tsx';
import { demoSessions } from './script.ts';
import type { DemoSession, Line, Speaker } from './script.ts';

type As = (userId: string) => Transport;

/**
 * Creates the demo's sessions as the demo people, those that `me` is not in yet: filled twice, it is there once.
 *
 * Asks for nothing but what it changes: a feed for each of its speakers would read each session three times over.
 *
 * @param opened is called when all of them are there. What is said in them comes afterwards, one line after the other, as
 * conversations do.
 * @throws {ChatError}
 */
export const fillWithDemo = async (me: Person, reachAs: ReachAs, opened: () => Promise<void>): Promise<void> => {
  const reached = new Map(demoPeople.map((person) => [person.userId, reachAs(person)]));
  const as: As = (userId) => {
    const found = reached.get(userId);
    if (found === undefined) throw new Error(`unable to fill with the demo; nobody is called ${userId}`);
    return found.transport;
  };
  try {
    const { items } = await ask(as(me.userId), documents.myChatSessions, {});
    const held = new Set(items.map(({ name }) => name));
    const missing = demoSessions.filter(({ name }) => !held.has(name));
    const created = await Promise.all(missing.map(async (demo) => ({ demo, sessionId: await create(demo, as) })));
    await opened();
    await Promise.all(created.map(({ demo, sessionId }) => perform(demo, sessionId, as)));
  } finally {
    for (const { close } of reached.values()) close();
  }
};

const create = async (
  { key, kind, name, description, owner, members, tags = [] }: DemoSession,
  as: As,
): Promise<string> => {
  const input = { clientSessionId: key, kind, name, description, tags: [...tags], memberIds: [...members] };
  const { id } = await ask(as(owner), documents.createChatSession, { input });
  return id;
};

const perform = async ({ key, lines }: DemoSession, sessionId: string, as: As): Promise<void> => {
  const ids = new Map<string, string>();
  // What is done to a message waits for nothing but the message; without it the conversation is still one.
  const answers: Promise<unknown>[] = [];
  for (const [at, line] of lines.entries()) {
    const { send } = sessionRequests(as(line.by), sessionId);
    const { id } = await send({ key: `${key}-${at}`, draft: draftOf(line, ids) });
    if (line.as !== undefined) ids.set(line.as, id);
    const react = ([by, emoji]: readonly [Speaker, string]) =>
      ask(as(by), documents.addReaction, { messageId: id, emoji });
    const vote = ([by, option]: readonly [Speaker, number]) =>
      ask(as(by), documents.votePoll, { messageId: id, optionIds: [option] });
    answers.push(...(line.reactions ?? []).map(react), ...(line.votes ?? []).map(vote));
  }
  await Promise.allSettled(answers);
};

const draftOf = ({ says, replyTo, thread }: Line, ids: ReadonlyMap<string, string>): Draft => {
  const draft: Draft =
    typeof says === 'string' ? { kind: 'TEXT', content: { text: says }, mentions: mentioned(says) } : says;
  const answered = replyTo === undefined ? undefined : ids.get(replyTo);
  const root = thread === undefined ? undefined : ids.get(thread);
  return {
    ...draft,
    ...(answered === undefined ? {} : { replyToId: answered }),
    ...(root === undefined ? {} : { threadRootId: root }),
  };
};

const mentioned = (text: string): readonly string[] =>
  demoPeople.filter(({ name }) => text.includes(`@${name}`)).map(({ userId }) => userId);
