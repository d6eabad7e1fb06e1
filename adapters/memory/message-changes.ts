import type {
  ChangeBasis,
  ChangeOutcome,
  Edition,
  MessageChanges,
  PlacedChange,
} from '../../application/ports/message-changes.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { MessageEffect } from '../../domain/message/change.ts';
import { changedMessage, withoutReply } from '../../domain/message/change.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import { refusalOfOneMoreReaction } from '../../domain/vocabulary/message-changes.ts';
import type { MemoryStore, StoredSession } from './memory-store.ts';
import { MemorySessionLog } from './session-log.ts';

export class MemoryMessageChanges implements MessageChanges {
  readonly #store: MemoryStore;
  readonly #log: MemorySessionLog;
  /** By message and user. */
  readonly #emojis = new Map<string, readonly string[]>();
  readonly #votes = new Map<string, readonly number[]>();
  /** By message. */
  readonly #editions = new Map<string, readonly Edition[]>();

  constructor(store: MemoryStore) {
    this.#store = store;
    this.#log = new MemorySessionLog(store);
  }

  async basis(sessionId: SessionId, seq: Seq, user: UserId): Promise<ChangeBasis | undefined> {
    const standing = await this.#log.standing(sessionId, user);
    const entry = this.#store.entryAt(sessionId, seq);
    if (standing === undefined || entry?.kind !== 'MESSAGE') return undefined;
    const own = ownKey(entry.message, user);
    const [emojis, vote] = [this.#emojis.get(own) ?? [], this.#votes.get(own) ?? []];
    return { standing, message: entry.message, emojis, vote };
  }

  async write(sessionId: SessionId, { by, entry, basis, effect }: PlacedChange): Promise<ChangeOutcome> {
    const session = this.#store.sessions.get(sessionId);
    const found = session?.slots.get(entry.target);
    if (session === undefined || found?.kind !== 'MESSAGE' || this.#isOvertaken(found.message, basis, by, effect)) {
      return 'overtaken';
    }
    if (session.slots.has(entry.seq)) return 'taken';
    const message = changedMessage(found.message, effect, by, entry.at);
    session.slots.set(entry.target, { ...found, message });
    session.slots.set(entry.seq, entry);
    this.#keepBeside(session, found.message, effect, { by, entry });
    return 'written';
  }

  async editions(message: Message): Promise<readonly Edition[]> {
    return this.#editions.get(messageIdOf(message.sessionId, message.seq)) ?? [];
  }

  #isOvertaken(message: Message, basis: ChangeBasis, by: UserId, effect: MessageEffect): boolean {
    if (message.deletion !== null) return true;
    const own = ownKey(message, by);
    const emojis = this.#emojis.get(own) ?? [];
    switch (effect.change) {
      case 'EDITED':
      case 'DELETED':
        return message.edition !== basis.message.edition;
      case 'REACTION_ADDED':
        return emojis.includes(effect.emoji) || refusalOfOneMoreReaction(message.reactions, effect.emoji) !== undefined;
      case 'REACTION_REMOVED':
        return !emojis.includes(effect.emoji);
      case 'VOTED':
        return isClosed(message) || (this.#votes.get(own) ?? []).join() !== effect.before.join();
      case 'POLL_CLOSED':
        return isClosed(message);
    }
  }

  #keepBeside(
    session: StoredSession,
    before: Message,
    effect: MessageEffect,
    { by, entry }: Pick<PlacedChange, 'by' | 'entry'>,
  ): void {
    const [own, message] = [ownKey(before, by), messageIdOf(before.sessionId, before.seq)];
    const emojis = this.#emojis.get(own) ?? [];
    switch (effect.change) {
      case 'EDITED': {
        const edition = { edition: before.edition, content: before.content, replacedAt: entry.at };
        this.#editions.set(message, [...(this.#editions.get(message) ?? []), edition]);
        break;
      }
      case 'DELETED':
        this.#editions.delete(message);
        if (before.threadRoot !== null) takeReply(session.slots, before.threadRoot);
        break;
      case 'REACTION_ADDED':
        this.#emojis.set(own, [...emojis, effect.emoji]);
        break;
      case 'REACTION_REMOVED':
        this.#emojis.set(
          own,
          emojis.filter((emoji) => emoji !== effect.emoji),
        );
        break;
      case 'VOTED':
        this.#votes.set(own, effect.after);
        break;
      case 'POLL_CLOSED':
        break;
    }
  }
}

const ownKey = ({ sessionId, seq }: Message, user: UserId): string => `${messageIdOf(sessionId, seq)} ${user}`;

const isClosed = ({ content }: Message): boolean => content?.kind !== 'POLL' || content.poll.closedAt !== null;

function takeReply(slots: Map<Seq, LogEntry>, root: Seq): void {
  const entry = slots.get(root);
  if (entry?.kind === 'MESSAGE') slots.set(root, { ...entry, message: withoutReply(entry.message) });
}
