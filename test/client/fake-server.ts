import { contentOf } from '../../client/core/drafts.ts';
import type { ChatError } from '../../client/core/errors.ts';
import { networkLost } from '../../client/core/errors.ts';
import { quoteOf } from '../../client/core/message.ts';
import type { Message } from '../../client/core/message.ts';
import type { SessionSummary } from '../../client/core/model.ts';
import type { LiveHandlers, Transport, Variables } from '../../client/core/transport.ts';
import { positionOf } from '../../domain/vocabulary/identifiers.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type * as Schema from '../../generated/schema.ts';
import { saidAt, summaryOf, theSession } from './fake-messages.ts';
import { FakeSession } from './fake-session.ts';
import type { FakeEntry } from './fake-session.ts';

interface Ear {
  readonly name: string;
  readonly variables: Variables;
  readonly handlers: LiveHandlers;
  open: boolean;
}

/** An answer that a test makes itself, in place of the server's own. */
type Answer = (variables: Variables) => unknown;

/**
 * One session on a server in memory, as ann is served, behind a transport whose network can be told to fail: idempotent
 * sends, live delivery at most once.
 */
export class FakeServer extends FakeSession implements Transport {
  readonly requests: { readonly name: string; readonly variables: Variables }[] = [];
  readSeq = 0;
  deliveredSeq = 0;
  summary: SessionSummary = summaryOf();
  /** The other members' pointers. */
  readonly receipts = new Map<string, { lastReadSeq: number; lastDeliveredSeq: number }>();
  /** Answers by operation name, where a test wants others. */
  readonly answers = new Map<string, Answer>();
  /** What the next requests end in, by operation name: an error before, or after, they took effect. */
  readonly failures = new Map<string, { readonly error: ChatError; readonly after?: boolean }[]>();
  /** While set, answers are made but do not arrive. */
  held: Promise<void> | undefined;
  #live: Ear[] = [];

  // ------------------------------------------------------------------ the transport

  async request(document: string, variables: Variables): Promise<unknown> {
    const name = nameOf(document);
    this.requests.push({ name, variables });
    const failure = this.failures.get(name)?.shift();
    await Promise.resolve();
    if (failure !== undefined && failure.after !== true) throw failure.error;
    const data = { [rootOf(name)]: (this.answers.get(name) ?? ((given) => this.#answer(name, given)))(variables) };
    if (failure !== undefined) throw failure.error;
    await this.held;
    return data;
  }

  live(document: string, variables: Variables, handlers: LiveHandlers): () => void {
    const entry = { name: nameOf(document), variables, handlers, open: false };
    this.#live.push(entry);
    return () => {
      this.#live = this.#live.filter((each) => each !== entry);
    };
  }

  // ------------------------------------------------------------------ what tests do with it

  get subscriptions(): number {
    return this.#live.length;
  }

  /** The subscriptions to one field, by their variables. */
  subscribed(name: string): readonly Variables[] {
    return this.#live.filter((ear) => ear.name === name).map(({ variables }) => variables);
  }

  /** Acknowledges every subscription, or those to one field. */
  acknowledge(name?: string): void {
    for (const entry of [...this.#live]) {
      if (name !== undefined && entry.name !== name) continue;
      entry.open = true;
      entry.handlers.ready();
    }
  }

  /** Loses every subscription, or those to one field. */
  cut(error: ChatError = networkLost(), name?: string): void {
    for (const entry of [...this.#live]) {
      if (name !== undefined && entry.name !== name) continue;
      entry.open = false;
      entry.handlers.lost(error);
    }
  }

  /** Says when the next attempt to connect is due, to all or to the subscriptions to one field. */
  retrying(at: number, field?: string): void {
    for (const { name, handlers } of [...this.#live])
      if (field === undefined || field === name) handlers.retrying?.(at);
  }

  /** Ends every subscription as the server does, and Amplify ignores: without a word. */
  silence(): void {
    for (const entry of this.#live) entry.open = false;
  }

  /** Writes a message and delivers it live. */
  post(senderId: string, text: string, more: Partial<Message> = {}): Message {
    const message = this.write(this.reserve(), senderId, text, more);
    this.deliver(message);
    return message;
  }

  /** Puts a message of the system, or any other, at its position and delivers it live. */
  say(message: Message): Message {
    this.deliver(this.put(message));
    return message;
  }

  deliver(message: Message): void {
    this.emit('OnMessageSent', message);
    this.emit('OnInbox', message);
  }

  /** Delivers a change. */
  tell(entry: FakeEntry | undefined): void {
    if (entry !== undefined)
      this.emit('OnMessageUpdated', { sessionId: theSession, kind: 'MESSAGE_CHANGED', ...entry });
  }

  receipt(userId: string, lastReadSeq: number, lastDeliveredSeq = lastReadSeq): void {
    this.receipts.set(userId, { lastReadSeq, lastDeliveredSeq });
    this.emit('OnReceipt', this.#receiptOf(userId, lastReadSeq, lastDeliveredSeq));
  }

  /** @param after the position of the message after which they typed. */
  type(userId: string, isTyping = true, after = this.lastSeq): void {
    const expiresAt = new Date(Date.parse(saidAt(after)) + 1 + Durations.typing).toISOString();
    this.emit('OnTypingIndicator', { userId, userName: null, isTyping, expiresAt });
  }

  emit(name: string, value: unknown): void {
    for (const ear of this.#live) if (ear.open && ear.name === name) ear.handlers.event({ [rootOf(name)]: value });
  }

  /** Delivers anything to everyone. */
  deliverRaw(data: unknown): void {
    for (const { handlers, open } of [...this.#live]) if (open) handlers.event(data);
  }

  fail(name: string, error: ChatError, { times = 1, after = false } = {}): void {
    const queue = this.failures.get(name) ?? [];
    for (let n = 0; n < times; n++) queue.push({ error, after });
    this.failures.set(name, queue);
  }

  asked(name: string): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  // ------------------------------------------------------------------ answers

  #answer(name: string, variables: Variables): unknown {
    const { messageId, limit } = variables;
    const target = seqOf(messageId);
    switch (name) {
      case 'ChatSession':
        return { ...this.summary, lastSeq: this.lastSeq };
      case 'Messages':
        return this.page(({ threadRootId }) => threadRootId === null, { ...variables, limit: Number(limit) });
      case 'ThreadMessages':
        return this.page(({ threadRootId }) => threadRootId === messageId, { ...variables, limit: Number(limit) });
      case 'Message':
        return this.at(target);
      case 'SessionLog':
        return this.log(Number(variables['after']), Number(limit));
      case 'SendMessage':
        return this.#send(variables['input'] as Schema.SendMessageInput);
      case 'EditMessage':
        return this.#changed(this.edit(target, (variables['content'] as Schema.MessageContentInput).text ?? '', 'ann'));
      case 'DeleteMessage':
        return this.#changed(this.delete(target, 'ann'));
      case 'AddReaction':
        return this.#changed(this.react(target, String(variables['emoji']), 'ann'));
      case 'RemoveReaction':
        return this.#changed(this.react(target, String(variables['emoji']), 'ann', -1));
      case 'MarkMessageAsRead':
        this.readSeq = Math.max(this.readSeq, target);
        return this.#receiptOf('ann', this.readSeq, Math.max(this.readSeq, this.deliveredSeq));
      case 'MarkMessageAsDelivered':
        this.deliveredSeq = Math.max(this.deliveredSeq, target);
        return this.#receiptOf('ann', this.readSeq, this.deliveredSeq);
      case 'MyMarks':
        return [];
      case 'Receipts':
        return [...this.receipts].map(([userId, at]) => this.#receiptOf(userId, at.lastReadSeq, at.lastDeliveredSeq));
      case 'ThreadReadState':
      case 'MarkThreadAsRead':
        return this.#threadState(name === 'ThreadReadState' ? 0 : target, String(messageId));
      case 'SendTypingIndicator':
        return { userId: 'ann', userName: null, isTyping: true };
      default:
        throw new Error(`unable to answer ${name}`);
    }
  }

  #send({ clientMessageId, kind, content, replyToId, threadRootId }: Schema.SendMessageInput): Message {
    const known = this.messages.find((one) => one.senderId === 'ann' && one.clientMessageId === clientMessageId);
    if (known !== undefined) return known;
    const quoted = replyToId === undefined || replyToId === null ? null : quoteOf(this.at(seqOf(replyToId)));
    const message = this.write(this.reserve(), 'ann', content.text ?? '', {
      clientMessageId,
      kind: kind ?? 'TEXT',
      content: contentOf({ kind: 'TEXT', content }),
      replyTo: quoted,
      threadRootId: threadRootId ?? null,
    });
    this.deliver(message);
    return message;
  }

  /** The change as its maker is answered, and as everyone is told. */
  #changed(entry: FakeEntry | undefined): unknown {
    this.tell(entry);
    return entry === undefined ? null : { kind: 'MESSAGE_CHANGED', ...entry };
  }

  #threadState(lastReadSeq: number, messageId: string): Schema.ThreadReadState {
    const rootId = this.at(seqOf(messageId)).threadRootId ?? messageId;
    const unread = this.messages.filter(
      (one) => one.threadRootId === rootId && one.seq > lastReadSeq && one.senderId !== 'ann' && one.deletedAt === null,
    );
    return { rootId, lastReadSeq, unreadCount: unread.length };
  }

  #receiptOf(userId: string, lastReadSeq: number, lastDeliveredSeq: number): Schema.ReadReceipt {
    return { sessionId: theSession, userId, lastReadSeq, readAt: null, lastDeliveredSeq, audience: [theSession] };
  }
}

const seqOf = (id: unknown): number => positionOf(String(id))?.seq ?? 0;
const nameOf = (document: string): string => /^\s*(?:query|mutation|subscription) (\w+)/.exec(document)?.[1] ?? '';
const rootOf = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
