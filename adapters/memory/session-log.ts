import type {
  Advanced,
  Pointers,
  ReadPointer,
  Reservation,
  Reserved,
  SessionLog,
  Slots,
  Standing,
  WriteOutcome,
} from '../../application/ports/session-log.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { attachedTo } from '../../domain/attachment/transitions.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message, SentMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseFileId, seqOf, seqZero } from '../../domain/shared/ids.ts';
import { shownState } from '../../domain/vocabulary/files.ts';
import { deliveredUpTo } from '../../domain/vocabulary/receipts.ts';
import type { MemoryStore, StoredMember, StoredSession } from './memory-store.ts';

const claimOf = ({ senderId, clientMessageId }: Pick<SentMessage, 'senderId' | 'clientMessageId'>): string =>
  `${senderId} ${clientMessageId}`;

/** The entry with one reply more, where a thread can start with it. */
function withReply(entry: LogEntry | undefined, { createdAt }: Message): LogEntry | undefined {
  if (entry?.kind !== 'MESSAGE') return undefined;
  const { message } = entry;
  if (message.deletion !== null || message.threadRoot !== null) return undefined;
  const thread = { replyCount: (message.thread?.replyCount ?? 0) + 1, lastReplyAt: createdAt };
  return { ...entry, message: { ...message, thread, version: message.version + 1 } };
}

const pointersOf = ({ lastReadSeq, readAt, lastDeliveredSeq = seqZero }: StoredMember): Pointers => ({
  lastReadSeq,
  readAt,
  lastDeliveredSeq: seqOf(deliveredUpTo({ lastReadSeq, lastDeliveredSeq })),
});

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
      ...session.access,
      memberCount: session.members.size,
      lastSeq: session.lastSeq,
      lastActivityAt: session.lastActivityAt,
      role: member.role,
      mutedUntil: member.mutedUntil,
      alias: member.alias,
      lastReadSeq: member.lastReadSeq,
    };
  }

  async reserve(sessionId: SessionId, at: Instant, reservation: Reservation): Promise<Reserved> {
    const session = this.#store.sessions.get(sessionId);
    if (session === undefined) return { kind: 'gone' };
    if (reservation.as !== 'change') {
      if (session.state.status !== 'ACTIVE') return { kind: 'readOnly' };
      if (session.access.accessVersion !== reservation.accessVersion) return { kind: 'overtaken' };
    }
    const seq = seqOf(session.lastSeq + 1);
    session.lastSeq = seq;
    session.lastActivityAt = at;
    if (reservation.as === 'message') session.lastMessageSeq = seq;
    return { kind: 'reserved', seq };
  }

  async write(message: SentMessage): Promise<WriteOutcome> {
    const { slots, claims } = this.#session(message.sessionId);
    const claimed = claims.get(claimOf(message));
    if (claimed !== undefined) return { kind: 'claimed', seq: claimed };
    const root = message.threadRoot === null ? undefined : withReply(slots.get(message.threadRoot), message);
    if (message.threadRoot !== null && root === undefined) return { kind: 'rootGone' };
    const file = this.#withMessage(message);
    if (file === 'gone') return { kind: 'fileGone' };
    if (slots.has(message.seq)) return { kind: 'taken' };
    if (file !== undefined) this.#store.files.set(file.id, file);
    if (root !== undefined) slots.set(root.seq, root);
    slots.set(message.seq, { kind: 'MESSAGE', seq: message.seq, at: message.createdAt, message });
    claims.set(claimOf(message), message.seq);
    return { kind: 'written' };
  }

  async entryAt(sessionId: SessionId, seq: Seq): Promise<LogEntry | undefined> {
    return this.#store.entryAt(sessionId, seq);
  }

  async entriesAt(sessionId: SessionId, positions: readonly Seq[]): Promise<readonly LogEntry[]> {
    return positions.flatMap((seq) => this.#store.entryAt(sessionId, seq) ?? []);
  }

  async slotsAfter(sessionId: SessionId, after: Seq, limit: number): Promise<Slots> {
    const found = this.#store.entriesOf(sessionId).filter(({ seq }) => seq > after);
    return { entries: found.slice(0, limit), exhausted: found.length < limit };
  }

  async seal(sessionId: SessionId, positions: readonly Seq[], at: Instant): Promise<void> {
    const { slots } = this.#session(sessionId);
    for (const seq of positions) if (!slots.has(seq)) slots.set(seq, { kind: 'VOID', seq, at });
  }

  async advanceReadPointer(sessionId: SessionId, user: UserId, to: ReadPointer): Promise<Advanced | undefined> {
    return this.#advance(sessionId, user, (member) => (member.lastReadSeq < to.lastReadSeq ? to : undefined));
  }

  async advanceDeliveredPointer(sessionId: SessionId, user: UserId, to: Seq): Promise<Advanced | undefined> {
    return this.#advance(sessionId, user, (member) =>
      pointersOf(member).lastDeliveredSeq < to ? { lastDeliveredSeq: to } : undefined,
    );
  }

  /** The file that the message takes, as it is then; `undefined` for a message without one. */
  #withMessage({ seq, clientMessageId, content }: SentMessage): AttachmentFile | 'gone' | undefined {
    if (!('attachment' in content)) return undefined;
    const { fileId, state } = content.attachment;
    const id = parseFileId(fileId);
    const file = id && this.#store.files.get(id);
    if (file === undefined || file.attached !== null || shownState(file.state) !== state) return 'gone';
    return state === 'REJECTED' ? 'gone' : { ...attachedTo(file, seq, clientMessageId), version: file.version + 1 };
  }

  #advance(
    sessionId: SessionId,
    user: UserId,
    move: (member: StoredMember) => Partial<StoredMember> | undefined,
  ): Advanced | undefined {
    const members = this.#store.sessions.get(sessionId)?.members;
    const member = members?.get(user);
    if (members === undefined || member === undefined) return undefined;
    const moved = move(member);
    if (moved === undefined) return { pointers: pointersOf(member), hasMoved: false };
    const now = { ...member, ...moved };
    members.set(user, now);
    return { pointers: pointersOf(now), hasMoved: true };
  }

  #session(sessionId: SessionId): StoredSession {
    const session = this.#store.sessions.get(sessionId);
    if (session === undefined) throw new StoreBroken('use the log', 'its session was never saved');
    return session;
  }
}
