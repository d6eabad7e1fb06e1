import type {
  ReadPointer,
  SessionLog,
  Shown,
  Slots,
  Standing,
  WriteOutcome,
} from '../../application/ports/session-log.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message, MessageDraft } from '../../domain/message/message.ts';
import { messageAt, previewOfMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqOf, seqZero } from '../../domain/shared/ids.ts';
import type { MemoryStore, StoredSession } from './memory-store.ts';

const claimOf = ({ senderId, clientMessageId }: MessageDraft): string => `${senderId} ${clientMessageId}`;

export class MemorySessionLog implements SessionLog {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async standing(sessionId: SessionId, user: UserId): Promise<Standing | undefined> {
    const session = this.#store.sessions.get(sessionId);
    const member = session?.members.get(user);
    if (session === undefined || member === undefined) return undefined;
    return {
      kind: session.state.kind,
      status: session.state.status,
      lastSeq: session.lastSeq,
      lastActivityAt: session.lastActivityAt,
      previewSeq: session.preview?.seq ?? seqZero,
      role: member.role,
      lastReadSeq: member.lastReadSeq,
    };
  }

  async reserve(draft: MessageDraft, at: Instant): Promise<Seq | undefined> {
    const session = this.#store.sessions.get(draft.sessionId);
    if (session?.state.status !== 'ACTIVE') return undefined;
    const seq = seqOf(session.lastSeq + 1);
    session.lastSeq = seq;
    session.lastActivityAt = at;
    session.previewBefore = session.preview;
    session.preview = previewOfMessage(messageAt(draft, seq, at));
    return seq;
  }

  async write(message: Message): Promise<WriteOutcome> {
    const { slots, claims } = this.#session(message.sessionId);
    const claimed = claims.get(claimOf(message));
    if (claimed !== undefined) return { kind: 'claimed', seq: claimed };
    if (slots.has(message.seq)) return { kind: 'taken' };
    slots.set(message.seq, { kind: 'MESSAGE', seq: message.seq, at: message.createdAt, message });
    claims.set(claimOf(message), message.seq);
    return { kind: 'written' };
  }

  async entryAt(sessionId: SessionId, seq: Seq): Promise<LogEntry | undefined> {
    return this.#store.sessions.get(sessionId)?.slots.get(seq);
  }

  async slotsAfter(sessionId: SessionId, after: Seq, limit: number): Promise<Slots> {
    const found = this.#inOrder(sessionId).filter(({ seq }) => seq > after);
    return { entries: found.slice(0, limit), exhausted: found.length < limit };
  }

  async seal(sessionId: SessionId, positions: readonly Seq[], at: Instant): Promise<void> {
    const { slots } = this.#session(sessionId);
    for (const seq of positions) if (!slots.has(seq)) slots.set(seq, { kind: 'VOID', seq, at });
  }

  async takeBack(sessionId: SessionId, seq: Seq, at: Instant): Promise<void> {
    const session = this.#session(sessionId);
    if (session.slots.has(seq)) return;
    session.slots.set(seq, { kind: 'VOID', seq, at });
    if (session.preview?.seq === seq) session.preview = session.previewBefore;
  }

  async lastMessageBefore(sessionId: SessionId, before: Seq): Promise<Message | undefined> {
    const last = this.#inOrder(sessionId).findLast(({ kind, seq }) => kind === 'MESSAGE' && seq < before);
    return last?.kind === 'MESSAGE' ? last.message : undefined;
  }

  async showInstead(sessionId: SessionId, shown: Seq, message: Message | undefined): Promise<Shown> {
    const session = this.#session(sessionId);
    const mended = session.preview?.seq === shown;
    if (mended) session.preview = message === undefined ? null : previewOfMessage(message);
    return { mended, showing: session.preview?.seq ?? seqZero };
  }

  async advanceReadPointer(sessionId: SessionId, user: UserId, to: ReadPointer): Promise<ReadPointer | undefined> {
    const members = this.#store.sessions.get(sessionId)?.members;
    const member = members?.get(user);
    if (members === undefined || member === undefined) return undefined;
    if (member.lastReadSeq >= to.lastReadSeq && member.readAt !== null) {
      return { lastReadSeq: member.lastReadSeq, readAt: member.readAt };
    }
    members.set(user, { ...member, ...to });
    return to;
  }

  #inOrder(sessionId: SessionId): readonly LogEntry[] {
    return [...(this.#store.sessions.get(sessionId)?.slots.values() ?? [])].sort((a, b) => a.seq - b.seq);
  }

  #session(sessionId: SessionId): StoredSession {
    const session = this.#store.sessions.get(sessionId);
    if (session === undefined) throw new StoreBroken('use the log', 'its session was never saved');
    return session;
  }
}
