import type { CallPosition, VideoCalls } from '../../application/ports/video-calls.ts';
import { ConcurrentCallChange, LiveCallExists } from '../../application/ports/video-calls.ts';
import { entriesOf } from '../../domain/chat-session/log-of-changes.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { carriedFiles } from '../../domain/message/carried-files.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { CallId, Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseFileId } from '../../domain/shared/ids.ts';
import type { CallSession } from '../../domain/video-call/call-session.ts';
import { dueOf } from '../../domain/video-call/due.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { ParticipantQuality } from '../../domain/video-call/quality.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import type { VideoCallChanges } from '../../domain/video-call/video-call.ts';
import { VideoCall } from '../../domain/video-call/video-call.ts';
import type { MemoryStore } from './memory-store.ts';

interface StoredCall {
  readonly state: VideoCallState;
  readonly version: number;
  /** As it was when the call was saved. */
  readonly dueAt: Instant | null;
  readonly seen: Map<UserId, Instant>;
  readonly quality: Map<UserId, ParticipantQuality>;
}

export class MemoryVideoCalls implements VideoCalls {
  readonly #store: MemoryStore;
  readonly #calls = new Map<CallId, StoredCall>();
  readonly #live = new Map<SessionId, CallId>();

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async find(id: CallId): Promise<VideoCall | undefined> {
    const stored = this.#calls.get(id);
    if (stored === undefined) return undefined;
    const participants = stored.state.participants.map((one) =>
      one.leftAt === null ? { ...one, lastSeenAt: stored.seen.get(one.userId) ?? one.lastSeenAt } : one,
    );
    return VideoCall.restore({ ...stored.state, participants }, stored.version);
  }

  async liveIn(sessionId: SessionId): Promise<CallId | undefined> {
    return this.#live.get(sessionId);
  }

  async session(sessionId: SessionId, users: readonly UserId[]): Promise<CallSession | undefined> {
    const stored = this.#store.sessions.get(sessionId);
    if (stored === undefined) return undefined;
    const members = [...new Set(users)].flatMap((userId) => {
      const member = stored.members.get(userId);
      if (member === undefined) return [];
      const { role, mutedUntil, changedSeq } = member;
      return [{ userId, role, mutedUntil, changedSeq }];
    });
    const { kind, status } = stored.state;
    const { isFrozen, isClosed, accessVersion, retentionDays } = stored.access;
    return {
      id: sessionId,
      kind,
      status,
      isFrozen,
      isClosed,
      accessVersion,
      retentionDays,
      memberCount: stored.members.size,
      members,
    };
  }

  async save(call: VideoCall, positions: readonly Seq[]): Promise<void> {
    const changes = call.changes();
    const entries = entriesOf(changes.told, positions);
    const { state, before, basedOn } = changes;
    if (before === null && this.#live.has(state.sessionId)) throw new LiveCallExists(state.sessionId);
    if (!this.#restsOn(changes, entries)) throw new ConcurrentCallChange(call.id);

    const stored = this.#calls.get(state.id);
    const seen = stored?.seen ?? new Map<UserId, Instant>();
    for (const { userId } of changes.went) seen.delete(userId);
    for (const { userId, lastSeenAt } of changes.came) seen.set(userId, lastSeenAt);
    const quality = stored?.quality ?? new Map<UserId, ParticipantQuality>();
    this.#calls.set(state.id, { state, version: basedOn + 1, dueAt: dueOf(state), seen, quality });
    if (before === null) this.#live.set(state.sessionId, state.id);
    if (before !== null && !isOver(before.phase) && !changes.isLive) this.#live.delete(state.sessionId);
    const slots = this.#store.sessions.get(state.sessionId)?.slots;
    for (const message of entries) {
      slots?.set(message.seq, { kind: 'MESSAGE', seq: message.seq, at: message.createdAt, message });
      for (const file of this.#recorded(message)) {
        this.#store.files.set(file.id, {
          ...file,
          attached: { seq: message.seq, as: null },
          version: file.version + 1,
        });
      }
    }
  }

  async seen(id: CallId, user: UserId, at: Instant): Promise<boolean> {
    const seen = this.#calls.get(id)?.seen;
    if (seen?.has(user) !== true) return false;
    seen.set(user, at);
    return true;
  }

  async quality(id: CallId, users?: readonly UserId[]): Promise<readonly ParticipantQuality[]> {
    const quality = this.#calls.get(id)?.quality;
    return [...(quality?.values() ?? [])].filter(({ userId }) => users === undefined || users.includes(userId));
  }

  async saveQuality(id: CallId, quality: ParticipantQuality, basedOnSamples: number): Promise<boolean> {
    const all = this.#calls.get(id)?.quality;
    if (all === undefined || (all.get(quality.userId)?.total.samples ?? 0) !== basedOnSamples) return false;
    all.set(quality.userId, quality);
    return true;
  }

  async history(sessionId: SessionId, limit: number, after: CallPosition | null): Promise<readonly VideoCall[]> {
    return [...this.#calls.values()]
      .filter(({ state }) => state.sessionId === sessionId)
      .filter(({ state: { createdAt, id } }) => after === null || isBefore({ createdAt, callId: id }, after))
      .sort((one, other) => other.state.createdAt - one.state.createdAt)
      .slice(0, limit)
      .map(({ state, version }) => VideoCall.restore(state, version));
  }

  async due(at: Instant, limit: number): Promise<readonly CallId[]> {
    return [...this.#calls.values()]
      .flatMap(({ state, dueAt }) => (dueAt !== null && dueAt <= at ? [{ id: state.id, dueAt }] : []))
      .sort((one, other) => one.dueAt - other.dueAt)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  /** The files of the recording that an entry tells of. */
  #recorded(message: Message): readonly AttachmentFile[] {
    return carriedFiles(message).flatMap((id) => {
      const fileId = parseFileId(id);
      return (fileId && this.#store.files.get(fileId)) ?? [];
    });
  }

  #restsOn({ state, basedOn, went, restsOn, startsIn }: VideoCallChanges, entries: readonly Message[]): boolean {
    const stored = this.#calls.get(state.id);
    const session = this.#store.sessions.get(state.sessionId);
    if (session === undefined || (stored?.version ?? 0) !== basedOn) return false;
    return (
      entries.every(({ seq }) => !session.slots.has(seq)) &&
      entries.every((entry) => this.#recorded(entry).length === carriedFiles(entry).length) &&
      went.every(({ userId, lastSeenAt }) => stored?.seen.get(userId) === lastSeenAt) &&
      restsOn.every(({ userId, changedSeq }) => session.members.get(userId)?.changedSeq === changedSeq) &&
      (startsIn === null ||
        (session.state.status === 'ACTIVE' && session.access.accessVersion === startsIn.accessVersion))
    );
  }
}

const isBefore = (one: CallPosition, other: CallPosition): boolean =>
  one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.callId < other.callId);
