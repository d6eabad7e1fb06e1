import type { LogEntry, Message, SessionLogPage, Thread } from '../../generated/schema.ts';

/**
 * A client that knows a session by nothing but `sessionLog`. It keeps each message at the greatest version it met, and each
 * thread at its own greatest; what a message answers it shows as it knows that.
 */
export class AwayClient {
  readonly #messages = new Map<string, Message>();
  readonly #threads = new Map<string, Thread>();
  cursor = 0;

  /** Whether there is more to ask for. */
  take({ entries, contiguousSeq, lastSeq }: SessionLogPage): boolean {
    for (const entry of entries) this.#apply(entry);
    this.cursor = contiguousSeq;
    return contiguousSeq < lastSeq;
  }

  /** All messages by position, as this client shows them. */
  view(): readonly Message[] {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq).map((message) => this.#shown(message));
  }

  #apply({ message }: LogEntry): void {
    if (message === null) return;
    const known = this.#messages.get(message.id);
    if (known === undefined || known.version < message.version) this.#messages.set(message.id, message);
    const { thread } = message;
    const knownThread = thread && this.#threads.get(thread.rootId);
    if (thread && (knownThread?.version ?? 0) < thread.version) this.#threads.set(thread.rootId, thread);
  }

  #shown(message: Message): Message {
    const thread = this.#threads.get(message.threadRootId ?? message.id) ?? null;
    const quoted = message.replyTo && this.#messages.get(message.replyTo.messageId);
    return {
      ...message,
      // A reply makes the message that its thread starts with newer, and changes nothing of it but the thread.
      version: message.threadRootId === null ? Math.max(message.version, thread?.version ?? 0) : message.version,
      thread,
      replyTo:
        message.replyTo && quoted
          ? { ...message.replyTo, text: quoted.content?.text ?? '', isDeleted: quoted.deletedAt !== null }
          : message.replyTo,
    };
  }
}
