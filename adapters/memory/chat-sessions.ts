import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { ConcurrentChange, PairKeptApart, SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Difference } from '../../domain/chat-session/difference.ts';
import { entriesOf, joinedAtSeq } from '../../domain/chat-session/log-of-changes.ts';
import type { Member } from '../../domain/chat-session/members.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { MemoryStore, StoredAccess, StoredMember, StoredSession } from './memory-store.ts';
import { accessAtFirst } from './memory-store.ts';

export class MemoryChatSessions implements ChatSessions {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async find(id: SessionId, about?: readonly UserId[]): Promise<ChatSession | undefined> {
    const stored = this.#store.sessions.get(id);
    return stored && ChatSession.restore(stateOf(stored, about), stored.revision, about === undefined);
  }

  async save(session: ChatSession, positions: readonly Seq[] = []): Promise<void> {
    const changes = session.changes();
    if (changes.before === null) this.#add(changes);
    else this.#change(changes, entriesOf(changes.happenings, positions));
    this.#store.events.push(...changes.events);
  }

  #add({ state }: ChatSessionChanges): void {
    if (this.#store.sessions.has(state.id)) throw new SessionAlreadyExists(state.id);
    const isBlocked = ([one, other]: readonly Member[]): boolean =>
      one !== undefined && other !== undefined && this.#store.blocks.get(one.userId)?.has(other.userId) === true;
    const pair = state.kind === 'DIRECT' ? state.members : [];
    if (isBlocked(pair) || isBlocked([...pair].reverse())) throw new PairKeptApart(state.id);
    this.#store.sessions.set(state.id, {
      state: withoutPeople(state),
      revision: 1,
      lastSeq: seqZero,
      lastActivityAt: state.createdAt,
      lastMessageSeq: seqZero,
      access: accessOf(accessAtFirst, state, 0),
      members: new Map(state.members.map((member) => [member.userId, newMember(member, seqZero)])),
      bans: new Map(),
      joinRequests: new Map(),
      invites: new Map(),
      slots: new Map(),
      claims: new Map(),
    });
  }

  #change(changes: ChatSessionChanges, entries: readonly Message[]): void {
    const stored = this.#store.sessions.get(changes.state.id);
    if (stored === undefined || !restsOn(stored, changes, entries)) throw new ConcurrentChange(changes.state.id);
    const { state, isRevised, members, bans, joinRequests, invites } = changes;
    const revoked = state.accessVersion - (changes.before?.accessVersion ?? 0);
    // What others changed beside it, who come and go, stays.
    stored.state = isRevised ? withoutPeople(state) : stored.state;
    stored.revision += isRevised ? 1 : 0;
    stored.access = accessOf(stored.access, state, revoked);
    for (const member of members.added) {
      stored.members.set(member.userId, newMember(member, joinedAtSeq(entries, member.userId)));
    }
    for (const { userId } of members.removed) stored.members.delete(userId);
    const changedSeq = entries.at(-1)?.seq ?? seqZero;
    for (const { after } of members.altered) {
      const was = stored.members.get(after.userId);
      if (was) stored.members.set(after.userId, { ...was, role: after.role, mutedUntil: after.mutedUntil, changedSeq });
    }
    apply(stored.bans, bans);
    apply(stored.joinRequests, joinRequests);
    apply(stored.invites, invites);
    for (const message of entries) {
      stored.slots.set(message.seq, { kind: 'MESSAGE', seq: message.seq, at: message.createdAt, message });
    }
  }
}

/** Whether all that was decided on is still so. */
function restsOn(stored: StoredSession, changes: ChatSessionChanges, entries: readonly Message[]): boolean {
  const { state, before, members, bans, joinRequests, invites } = changes;
  const stands = ({ userId, changedSeq }: Member): boolean => stored.members.get(userId)?.changedSeq === changedSeq;
  const joined = members.added.length - members.removed.length;
  const count = stored.members.size;
  const makesRoom = joined > 0 || before?.settings.maxMembers !== state.settings.maxMembers;
  const wasMember = (user: UserId): boolean => before?.members.some(({ userId }) => userId === user) === true;
  return (
    stored.revision === changes.basedOn &&
    entries.every(({ seq }) => !stored.slots.has(seq)) &&
    members.added.every(({ userId }) => !stored.members.has(userId)) &&
    [...members.removed, ...members.altered.map((one) => one.before), ...changes.witnesses].every(stands) &&
    (!changes.restsOnAbsence || stored.access.accessVersion === before?.accessVersion) &&
    (!changes.countsMembers || count === before?.memberCount) &&
    (!makesRoom || count + joined <= state.settings.maxMembers) &&
    bans.added.every(({ userId }) => !stored.bans.has(userId) && (wasMember(userId) || !stored.members.has(userId))) &&
    bans.removed.every(({ userId }) => stored.bans.has(userId)) &&
    joinRequests.added.every(({ userId }) => !stored.joinRequests.has(userId)) &&
    joinRequests.removed.every(({ userId }) => stored.joinRequests.has(userId)) &&
    invites.removed.every(({ userId }) => stored.invites.has(userId))
  );
}

function apply<Item extends { readonly userId: UserId }>(
  items: Map<UserId, Item>,
  { added, removed, altered }: Difference<Item>,
): void {
  for (const { userId } of removed) items.delete(userId);
  for (const item of [...added, ...altered.map(({ after }) => after)]) items.set(item.userId, item);
}

function stateOf(stored: StoredSession, about: readonly UserId[] | undefined): ChatSessionState {
  const wanted = <Item>(items: ReadonlyMap<UserId, Item>): readonly [UserId, Item][] =>
    [...items].filter(([user]) => about === undefined || about.includes(user));
  const members = wanted(stored.members).map(([userId, { role, joinedAt, mutedUntil, alias, changedSeq }]) => ({
    userId,
    role,
    joinedAt,
    mutedUntil,
    alias,
    changedSeq,
  }));
  return {
    ...stored.state,
    memberCount: stored.members.size,
    accessVersion: stored.access.accessVersion,
    members,
    bans: wanted(stored.bans).map(([, ban]) => ban),
    joinRequests: about === undefined ? [] : wanted(stored.joinRequests).map(([, request]) => request),
    invites: about === undefined ? [] : wanted(stored.invites).map(([, invite]) => invite),
  };
}

const withoutPeople = (state: ChatSessionState): ChatSessionState => ({
  ...state,
  members: [],
  bans: [],
  joinRequests: [],
  invites: [],
});

const accessOf = (before: StoredAccess, { isFrozen, settings }: ChatSessionState, revoked: number): StoredAccess => ({
  ...before,
  accessVersion: before.accessVersion + revoked,
  isFrozen,
  allowAnonymous: settings.allowAnonymous,
  slowModeSeconds: settings.slowModeSeconds,
  retentionDays: settings.messageRetentionDays ?? 0,
});

const newMember = ({ role, joinedAt, mutedUntil, alias }: Member, lastReadSeq: Seq): StoredMember => ({
  role,
  joinedAt,
  mutedUntil,
  alias,
  changedSeq: lastReadSeq,
  lastReadSeq,
  readAt: null,
});
