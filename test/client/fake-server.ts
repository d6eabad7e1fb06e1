import type { ChatError } from '../../client/core/errors.ts';
import { networkLost } from '../../client/core/errors.ts';
import type { Message } from '../../client/core/model.ts';
import type { LiveHandlers, Transport, Variables } from '../../client/core/transport.ts';

type Slot = { readonly kind: 'MESSAGE'; readonly message: Message } | { readonly kind: 'VOID' };

/**
 * One session on a server in memory, behind a transport whose network can be told to fail. It keeps the contract of the
 * schema as the client sees it: write-once positions, idempotent sends, live delivery at most once.
 */
export class FakeServer implements Transport {
  readonly slots = new Map<number, Slot>();
  readonly requests: { readonly name: string; readonly variables: Variables }[] = [];
  lastSeq = 0;
  readSeq = 0;
  /** What the next requests end in, by operation name: an error before, or after, they took effect. */
  readonly failures = new Map<string, { readonly error: ChatError; readonly after?: boolean }[]>();
  /** While set, answers are made but do not arrive. */
  held: Promise<void> | undefined;
  #live: { readonly name: string; readonly handlers: LiveHandlers; open: boolean }[] = [];

  // ------------------------------------------------------------------ the transport

  async request(document: string, variables: Variables): Promise<unknown> {
    const name = nameOf(document);
    this.requests.push({ name, variables });
    const failure = this.failures.get(name)?.shift();
    await Promise.resolve();
    if (failure !== undefined && failure.after !== true) throw failure.error;
    const data = this.#answer(name, variables);
    if (failure !== undefined) throw failure.error;
    await this.held;
    return data;
  }

  live(document: string, _variables: Variables, handlers: LiveHandlers): () => void {
    const entry = { name: nameOf(document), handlers, open: false };
    this.#live.push(entry);
    return () => {
      this.#live = this.#live.filter((each) => each !== entry);
    };
  }

  // ------------------------------------------------------------------ what tests do with it

  get subscriptions(): number {
    return this.#live.length;
  }

  /** Acknowledges every subscription. */
  acknowledge(): void {
    for (const entry of this.#live) {
      entry.open = true;
      entry.handlers.ready();
    }
  }

  cut(error: ChatError = networkLost()): void {
    for (const entry of this.#live) {
      entry.open = false;
      entry.handlers.lost(error);
    }
  }

  /** Takes the next position for a writer who may or may not come back. */
  reserve(): number {
    this.lastSeq += 1;
    return this.lastSeq;
  }

  write(seq: number, senderId: string, text: string, clientMessageId = `c${seq}`): Message {
    const message: Message = {
      id: `s.${seq}`,
      sessionId: 's',
      seq,
      kind: 'TEXT',
      text,
      senderId,
      senderName: null,
      clientMessageId,
      createdAt: new Date(1_700_000_000_000 + seq * 1000).toISOString(),
    };
    this.slots.set(seq, { kind: 'MESSAGE', message });
    return message;
  }

  seal(seq: number): void {
    this.slots.set(seq, { kind: 'VOID' });
  }

  /** Writes a message and delivers it live. */
  post(senderId: string, text: string): Message {
    const message = this.write(this.reserve(), senderId, text);
    this.deliver(message);
    return message;
  }

  deliver(message: Message): void {
    for (const { name, handlers, open } of this.#live) {
      if (open && name === 'OnMessageSent') handlers.event({ onMessageSent: wire(message) });
    }
  }

  /** Delivers anything to everyone. */
  deliverRaw(data: unknown): void {
    for (const { handlers, open } of this.#live) if (open) handlers.event(data);
  }

  type(userId: string, isTyping = true): void {
    for (const { name, handlers, open } of this.#live) {
      if (open && name === 'OnTypingIndicator')
        handlers.event({ onTypingIndicator: { userId, userName: null, isTyping } });
    }
  }

  fail(name: string, error: ChatError, { times = 1, after = false } = {}): void {
    const queue = this.failures.get(name) ?? [];
    for (let n = 0; n < times; n++) queue.push({ error, after });
    this.failures.set(name, queue);
  }

  asked(name: string): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  get messages(): Message[] {
    return [...this.slots.entries()]
      .sort(([one], [other]) => one - other)
      .flatMap(([, slot]) => (slot.kind === 'MESSAGE' ? [slot.message] : []));
  }

  // ------------------------------------------------------------------ answers

  #answer(name: string, variables: Variables): unknown {
    switch (name) {
      case 'Messages':
        return { messages: this.#page(Number(variables['limit']), variables['before']) };
      case 'SessionLog':
        return { sessionLog: this.#log(Number(variables['after']), Number(variables['limit'])) };
      case 'SendMessage':
        return { sendMessage: wire(this.#send(variables['input'] as SendInput)) };
      case 'MarkMessageAsRead':
        this.readSeq = Math.max(this.readSeq, Number(String(variables['messageId']).split('.')[1]));
        return { markMessageAsRead: { lastReadSeq: this.readSeq } };
      case 'SendTypingIndicator':
        return { sendTypingIndicator: { userId: 'ann', userName: null, isTyping: true } };
      default:
        throw new Error(`unable to answer ${name}`);
    }
  }

  #send({ clientMessageId, content }: SendInput): Message {
    const known = this.messages.find((one) => one.senderId === 'ann' && one.clientMessageId === clientMessageId);
    if (known !== undefined) return known;
    const message = this.write(this.reserve(), 'ann', content.text, clientMessageId);
    this.deliver(message);
    return message;
  }

  #page(limit: number, before: unknown): unknown {
    const end = before === undefined ? Number.POSITIVE_INFINITY : Number((before as string).split('.')[1]);
    const older = this.messages.filter(({ seq }) => seq < end);
    const items = older.slice(-limit);
    return {
      items: items.map(wire),
      pageInfo: { startCursor: items[0]?.id ?? null, hasPreviousPage: items.length < older.length },
    };
  }

  #log(after: number, limit: number): unknown {
    const taken = [...this.slots.keys()].filter((seq) => seq > after).sort((one, other) => one - other);
    const entries = taken.slice(0, limit).map((seq) => {
      const slot = this.slots.get(seq);
      return slot?.kind === 'MESSAGE'
        ? { seq, kind: 'MESSAGE', message: wire(slot.message) }
        : { seq, kind: 'VOID', message: null };
    });
    let contiguousSeq = after;
    for (const { seq } of entries) if (seq === contiguousSeq + 1) contiguousSeq = seq;
    return { entries, contiguousSeq, lastSeq: this.lastSeq };
  }
}

interface SendInput {
  readonly clientMessageId: string;
  readonly content: { readonly text: string };
}

const wire = ({ text, ...message }: Message): unknown => ({ ...message, content: { text } });

const nameOf = (document: string): string => /^\s*(?:query|mutation|subscription) (\w+)/.exec(document)?.[1] ?? '';
