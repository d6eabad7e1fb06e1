import { ChatClient } from '../../client/core/chat-client.ts';
import * as documents from '../../client/core/documents.ts';
import { ask } from '../../client/core/documents.ts';
import { chatErrorFrom } from '../../client/core/errors.ts';
import type { LogEntry } from '../../client/core/model.ts';
import type { SessionFeed } from '../../client/core/session-feed.ts';
import type { World } from '../../client/core/world.ts';
import type * as Schema from '../../generated/schema.ts';
import { PlainTransport } from '../support/plain-transport.ts';
import type { Action, Answer, Content, Outcome, Send } from './actions.ts';
import { idOf } from './steps.ts';

/** An event that told of a position of a session's log. */
export interface HeardPosition {
  readonly sessionId: string;
  readonly seq: number;
}

const slowMs = 30_000;

/** A user at a client of their own. */
export class User {
  readonly client: ChatClient;
  readonly transport: PlainTransport;
  /** What came live, in the order of arrival. */
  readonly heard: HeardPosition[] = [];
  readonly #open = new Map<string, { readonly feed: SessionFeed; readonly release: () => void }>();
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  /** What happens every minute or so is not waited for. */
  readonly #slowTimers = new Map<NodeJS.Timeout, () => void>();
  readonly #waiting = new Set<() => void>();
  #isHurried = false;
  #ids = 0;

  constructor(
    readonly userId: string,
    { url, token }: { readonly url: string; readonly token: string },
  ) {
    this.transport = new PlainTransport({
      url,
      token,
      heard: (data) => this.#heard(data),
      moved: () => this.#moved(),
    });
    this.client = new ChatClient({ transport: this.transport, userId, world: this.#world() });
    this.client.connect();
  }

  feed(sessionId: string): SessionFeed | undefined {
    return this.#open.get(sessionId)?.feed;
  }

  /** Opens a session, unless it is open. @throws {ChatError} */
  async look(sessionId: string): Promise<void> {
    if (this.#open.has(sessionId)) return;
    const held = this.client.session(await this.client.findSession(sessionId));
    this.#open.set(sessionId, held);
    void held.feed.members.load();
    void held.feed.pins.load();
  }

  /** Writes in an open session, in the order of writing, whether there is a network or not. */
  async writes(action: Send): Promise<Outcome> {
    const feed = this.feed(action.session);
    if (feed === undefined) throw new Error('unable to write; the session is not open');
    const { key, content, replyTo, threadRoot, mentions, isAnonymous } = action;
    const idIn = (seq: number): string => idOf({ session: action.session, seq });
    const draft = {
      kind: content.kind,
      content: inputOf(content),
      mentions,
      isAnonymous,
      ...(replyTo === null ? {} : { replyToId: idIn(replyTo) }),
      ...(threadRoot === null ? {} : { threadRootId: idIn(threadRoot) }),
    };
    try {
      const { seq, senderName } = await feed.send(draft, { key }).sent;
      return { answer: { seq, senderName } };
    } catch (cause) {
      const { code } = chatErrorFrom(cause);
      if (code === 'Unexpected' || code === 'NetworkLost') throw cause;
      return { refused: code };
    }
  }

  /** Leaves those sessions that say that they are gone. */
  leaveFailed(): void {
    this.leave([...this.#open].flatMap(([id, { feed }]) => (feed.state.get().status === 'failed' ? [id] : [])));
  }

  /** Closes sessions, with all that is still to be sent there. */
  leave(sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) {
      this.#open.get(sessionId)?.release();
      this.#open.delete(sessionId);
    }
  }

  /** Resolves once every client that is open shows what it can: whatever it would wait for happens at once. */
  async settled(): Promise<void> {
    this.#isHurried = true;
    for (const action of [...this.#timers.values()]) action();
    while (!this.#isQuiet()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    this.#isHurried = false;
  }

  async close(): Promise<void> {
    this.#isHurried = false;
    this.client.close();
    for (const timer of [...this.#timers.keys(), ...this.#slowTimers.keys()]) clearTimeout(timer);
    this.#timers.clear();
    await this.transport.close();
  }

  /** Asks for something. A writer that lost to others is told so, and asks again, as clients do. */
  async does(action: Action, patience = 4): Promise<Outcome> {
    try {
      return { answer: await this.#ask(action) };
    } catch (cause) {
      const { code } = chatErrorFrom(cause);
      if (code === 'TryAgain' && patience > 0) return this.does(action, patience - 1);
      if (code === 'Unexpected' || code === 'NetworkLost') throw cause;
      return { refused: code };
    }
  }

  async #ask(action: Action): Promise<Answer> {
    const { transport } = this;
    /** The client is told of its own change as its own methods tell it. */
    const told = (entry: LogEntry | null): Answer => {
      if ('session' in action) this.feed(action.session)?.taken(entry);
      if (entry?.kind === 'MESSAGE' && entry.message !== null) this.client.heard(entry.message);
      return { seq: entry?.seq ?? null };
    };
    switch (action.act) {
      case 'create': {
        const { kind, others, name, rules } = action;
        const input = { kind, memberIds: others, ...(kind === 'DIRECT' ? {} : { name, settings: rules }) };
        const { id } = await this.client.createSession(input);
        return { seq: null, sessionId: id };
      }
      case 'send': {
        const { session: sessionId, key, replyTo, threadRoot, isAnonymous, mentions } = action;
        const placed = (seq: number | null): string | null => (seq === null ? null : idOf({ session: sessionId, seq }));
        const { kind } = action.content;
        const message = await ask(transport, documents.sendMessage, {
          input: {
            sessionId,
            clientMessageId: key,
            kind,
            content: inputOf(action.content),
            mentions,
            replyToId: placed(replyTo),
            threadRootId: placed(threadRoot),
            isAnonymous,
          },
        });
        this.feed(sessionId)?.receive(message);
        return { seq: message.seq, senderName: message.senderName };
      }
      case 'edit': {
        const content = inputOf(action.content);
        return told(await ask(transport, documents.editMessage, { messageId: idOf(action), content }));
      }
      case 'react':
      case 'unreact': {
        const operation = action.act === 'react' ? documents.addReaction : documents.removeReaction;
        return told(await ask(transport, operation, { messageId: idOf(action), emoji: action.emoji }));
      }
      case 'vote': {
        const [messageId, votes] = [idOf(action), action.options];
        const entry = await ask(transport, documents.votePoll, { messageId, optionIds: votes });
        // Of a vote in an anonymous poll nobody tells whose it is: the device that voted knows.
        this.feed(action.session)?.marks.set(messageId, (mark) => ({ ...mark, votes }));
        return told(entry);
      }
      case 'delete':
        return told(await ask(transport, documents.deleteMessage, { messageId: idOf(action) }));
      case 'closePoll':
        return told(await ask(transport, documents.closePoll, { messageId: idOf(action) }));
      case 'pin':
        return told(await ask(transport, documents.pinMessage, { messageId: idOf(action) }));
      case 'unpin':
        return told(await ask(transport, documents.unpinMessage, { messageId: idOf(action) }));
      case 'read': {
        const { lastReadSeq } = await ask(transport, documents.markMessageAsRead, { messageId: idOf(action) });
        return { seq: null, lastReadSeq };
      }
      case 'readThread': {
        await ask(transport, documents.markThreadAsRead, { messageId: idOf(action) });
        return { seq: null };
      }
      case 'requestToJoin':
        await ask(transport, documents.requestToJoin, { sessionId: action.session });
        return { seq: null };
      case 'invite':
        await ask(transport, documents.inviteUsers, { sessionId: action.session, userIds: action.users });
        return { seq: null };
      case 'reject':
      case 'withdrawInvite': {
        const operation = action.act === 'reject' ? documents.rejectJoinRequest : documents.withdrawInvite;
        const was = await ask(transport, operation, { sessionId: action.session, userId: action.user });
        return { seq: null, was: was === true };
      }
      case 'block':
      case 'unblock':
        await ask(transport, action.act === 'block' ? documents.blockUser : documents.unblockUser, {
          userId: action.user,
        });
        return { seq: null };
      case 'add': {
        const { session: sessionId, users: userIds } = action;
        return told(await ask(transport, documents.addMembers, { sessionId, userIds }));
      }
      case 'mute': {
        const { session: sessionId, user: userId, until } = action;
        return told(await ask(transport, documents.muteMember, { sessionId, userId, until }));
      }
      case 'changeRole': {
        const { session: sessionId, user: userId, role } = action;
        return told(await ask(transport, documents.changeMemberRole, { sessionId, userId, role }));
      }
      case 'rename': {
        const input = { sessionId: action.session, name: action.name };
        return told(await ask(transport, documents.updateChatSession, { input }));
      }
      case 'setRules': {
        const input = { sessionId: action.session, settings: action.rules };
        return told(await ask(transport, documents.updateSessionSettings, { input }));
      }
      case 'approve':
      case 'remove':
      case 'ban':
      case 'unban':
      case 'unmute':
      case 'transfer': {
        const { session: sessionId, user: userId } = action;
        return told(await ask(transport, ofMember[action.act], { sessionId, userId }));
      }
      default:
        return told(await ask(transport, ofSession[action.act], { sessionId: action.session }));
    }
  }

  // ------------------------------------------------------------------ inside

  #heard(data: Readonly<Record<string, unknown>>): void {
    for (const value of Object.values(data)) {
      if (typeof value !== 'object' || value === null) continue;
      const [sessionId, seq]: unknown[] = [Reflect.get(value, 'sessionId'), Reflect.get(value, 'seq')];
      if (typeof sessionId === 'string' && typeof seq === 'number') this.heard.push({ sessionId, seq });
    }
  }

  #isQuiet(): boolean {
    const isWaiting = [...this.#open.values()].some(
      ({ feed }) => !['live', 'failed'].includes(feed.state.get().status),
    );
    return this.transport.isQuiet && this.#timers.size === 0 && !isWaiting;
  }

  /** Whoever waits looks again once all that follows at once has happened. */
  #moved(): void {
    setImmediate(() => {
      for (const resolve of this.#waiting) resolve();
      this.#waiting.clear();
    });
  }

  #world(): World {
    return {
      now: () => Date.now(),
      random: () => Math.random(),
      newId: () => `${this.userId}-${(this.#ids += 1)}`,
      after: (ms, action) => {
        const run = (): void => {
          clearTimeout(timer);
          if (!this.#timers.delete(timer) && !this.#slowTimers.delete(timer)) return;
          action();
          this.#moved();
        };
        const isSoon = ms < slowMs;
        const timer = setTimeout(run, this.#isHurried && isSoon ? Math.min(ms, 10) : ms);
        (isSoon ? this.#timers : this.#slowTimers).set(timer, run);
        return () => {
          clearTimeout(timer);
          this.#timers.delete(timer);
          this.#slowTimers.delete(timer);
          this.#moved();
        };
      },
    };
  }
}

const ofMember = {
  approve: documents.approveJoinRequest,
  remove: documents.removeMember,
  ban: documents.banMember,
  unban: documents.unbanMember,
  unmute: documents.unmuteMember,
  transfer: documents.transferOwnership,
};

const ofSession = {
  join: documents.joinChatSession,
  leave: documents.leaveChatSession,
  freeze: documents.freezeChatSession,
  unfreeze: documents.unfreezeChatSession,
  archive: documents.archiveChatSession,
  unarchive: documents.unarchiveChatSession,
};

const inputOf = (content: Content): Schema.MessageContentInput => {
  const { text } = content;
  switch (content.kind) {
    case 'TEXT':
      return { text };
    case 'CODE':
      return { code: { language: content.language, source: text } };
    case 'MATH_FORMULA':
      return { formula: { tex: text } };
    case 'LOCATION':
      return { location: { latitude: 52.5, longitude: 13.4, label: text } };
    case 'POLL': {
      const { options, isMultiple, isAnonymous } = content;
      return { poll: { question: text, options, isMultiple, isAnonymous } };
    }
  }
};
