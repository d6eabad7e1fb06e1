import { appendMessage } from '../../application/session-log/append-message.ts';
import type { MessageEffect } from '../../domain/message/change.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { aliasId } from '../../domain/vocabulary/messages.ts';
import type { Stores } from '../contracts/stores.ts';
import type { ManualClock } from './manual-clock.ts';
import { aDraft } from './messages.ts';

/** Writes into a session's log by the steps of the core, whatever the rules of posting say. */
export class Scribe {
  readonly #stores: Pick<Stores, 'messageChanges' | 'sessionLog'>;
  readonly #clock: ManualClock;
  readonly sessionId: SessionId;

  constructor(stores: Pick<Stores, 'messageChanges' | 'sessionLog'>, clock: ManualClock, sessionId: SessionId) {
    this.#stores = stores;
    this.#clock = clock;
    this.sessionId = sessionId;
  }

  /** The message at its position. */
  async say(sender: UserId, wish: Parameters<typeof aDraft>[2] = {}): Promise<Message> {
    const draft = aDraft(this.sessionId, sender, wish);
    const appended = await appendMessage(this.#stores.sessionLog, this.#clock, draft, 0);
    if (appended.kind !== 'appended') throw new Error(`unable to go on; the message ended ${appended.kind}`);
    return appended.message;
  }

  /** `count` messages of one sender. */
  async sayTimes(count: number, sender: UserId, wish: Parameters<typeof aDraft>[2] = {}): Promise<void> {
    for (let said = 0; said < count; said += 1) await this.say(sender, wish);
  }

  /** The position of the change; `undefined` where what it rests on has changed. */
  async change(by: UserId, target: Seq, effect: MessageEffect): Promise<Seq | undefined> {
    const { messageChanges } = this.#stores;
    const basis = await messageChanges.basis(this.sessionId, target, by);
    if (basis === undefined) throw new Error(`unable to go on; ${target} is no message of ${by}'s`);
    const { message } = basis;
    const [seq, at] = [await this.leaveOpen(), this.#clock.now()];
    const actorId = message.alias !== null && message.senderId === by ? aliasId(message.alias) : by;
    const entry = { kind: 'MESSAGE_CHANGED' as const, seq, at, target, change: effect.change, actorId };
    const outcome = await messageChanges.write(this.sessionId, { by, entry, basis, effect });
    return outcome === 'written' ? seq : undefined;
  }

  edit(by: UserId, target: Seq, text: string): Promise<Seq | undefined> {
    return this.change(by, target, { change: 'EDITED', content: { kind: 'TEXT', text } });
  }

  delete(by: UserId, target: Seq): Promise<Seq | undefined> {
    return this.change(by, target, { change: 'DELETED' });
  }

  react(by: UserId, target: Seq, emoji: string): Promise<Seq | undefined> {
    return this.change(by, target, { change: 'REACTION_ADDED', emoji });
  }

  /** Takes a position, for something that never comes. */
  async leaveOpen(): Promise<Seq> {
    const reserved = await this.#stores.sessionLog.reserve(this.sessionId, this.#clock.now(), {
      as: 'aside',
      accessVersion: 0,
    });
    if (reserved.kind !== 'reserved') throw new Error(`unable to go on; the reservation ended ${reserved.kind}`);
    return reserved.seq;
  }

  /** Positions that nothing will ever stand at. */
  async leaveEmpty(count: number): Promise<void> {
    for (let left = 0; left < count; left += 1) {
      await this.#stores.sessionLog.seal(this.sessionId, [await this.leaveOpen()], this.#clock.now());
    }
  }
}
