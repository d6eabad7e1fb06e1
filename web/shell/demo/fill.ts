import { createChatClient } from '../../../client/core/index.ts';
import type { ChatClient } from '../../../client/core/index.ts';
import type { Draft, SessionFeed, SessionSummary } from '../../../client/core/index.ts';
import { demoPeople } from '../../people.ts';
import type { Person } from '../../people.ts';
import type { ReachAs } from '../api-context.tsx';
import { demoSessions } from './script.ts';
import type { DemoSession, Line, Speaker } from './script.ts';

/**
 * Creates the demo's sessions as the demo people, those that `me` is not in yet: filled twice, it is there once.
 *
 * @throws {ChatError}
 */
export const fillWithDemo = async (me: Person, reachAs: ReachAs): Promise<void> => {
  // The kept outbox of a person is sent by one tab, which need not be this one.
  const reached = demoPeople.map((person) => ({ person, ...reachAs(person) }));
  const clients = new Map(
    reached.map(({ person, transport }) => [
      person.userId,
      createChatClient({ transport, userId: person.userId, outbox: 'memory' }),
    ]),
  );
  const as = (userId: string): ChatClient => {
    const client = clients.get(userId);
    if (client === undefined) throw new Error(`unable to fill with the demo; nobody is called ${userId}`);
    return client;
  };
  try {
    const mine = as(me.userId).sessions;
    await mine.refresh();
    const held = new Set(mine.state.get().items.map(({ name }) => name));
    const missing = demoSessions.filter(({ name }) => !held.has(name));
    await Promise.all(missing.map((session) => perform(session, as)));
  } finally {
    for (const client of clients.values()) client.close();
    for (const { close } of reached) close();
  }
};

type As = (userId: string) => ChatClient;

const perform = async (demo: DemoSession, as: As): Promise<void> => {
  const { key, kind, name, description, owner, members, tags = [] } = demo;
  const session = await as(owner).createSession({
    clientSessionId: key,
    kind,
    name,
    description,
    tags: [...tags],
    memberIds: [...members],
  });
  const feeds = feedsOf(session, as);
  try {
    const ids = new Map<string, string>();
    // What is done to a message waits for nothing but the message; without it the conversation is still one.
    const answers: Promise<unknown>[] = [];
    for (const [at, line] of demo.lines.entries()) {
      const { id } = await feeds.of(line.by).send(draftOf(line, ids), { key: `${key}-${at}` }).sent;
      if (line.as !== undefined) ids.set(line.as, id);
      answers.push(
        ...(line.reactions ?? []).map(([by, emoji]) => feeds.of(by).actions.react(id, emoji)),
        ...(line.votes ?? []).map(([by, option]) => feeds.of(by).actions.vote(id, [option])),
      );
    }
    await Promise.allSettled(answers);
  } finally {
    feeds.release();
  }
};

/** The same session as each of its members sees it. */
const feedsOf = (
  session: SessionSummary,
  as: As,
): { readonly of: (speaker: Speaker) => SessionFeed; readonly release: () => void } => {
  const held = new Map<Speaker, { readonly feed: SessionFeed; readonly release: () => void }>();
  return {
    of(speaker) {
      const found = held.get(speaker) ?? as(speaker).session(session);
      held.set(speaker, found);
      return found.feed;
    },
    release() {
      for (const { release } of held.values()) release();
    },
  };
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
