import { Limits } from '../../domain/vocabulary/limits.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';
import { Pointer } from './pointers.ts';
import { isOwnSender } from './session-events.ts';
import type { Transport } from './transport.ts';
import type { World } from './world.ts';

export interface DeliveriesOptions {
  readonly userId: string;
  readonly transport: Transport;
  readonly world: World;
}

/** How far a user received the sessions that are not open: an open one tells that by itself. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #pointers = new Map<string, Pointer>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  received(message: Message, session: SessionSummary): void {
    const { userId } = this.#options;
    const isTold = session.memberCount <= Limits.receiptMembers && message.kind !== 'SYSTEM';
    if (!isTold || isOwnSender(message.senderId, userId, session.myAlias)) return;
    const pointer = this.#pointers.get(session.id) ?? this.#pointerOf(session);
    this.#pointers.set(session.id, pointer);
    pointer.reached(message);
  }

  stop(): void {
    for (const pointer of this.#pointers.values()) pointer.stop();
  }

  #pointerOf({ lastReadSeq }: SessionSummary): Pointer {
    const { transport, world } = this.#options;
    return new Pointer({
      at: lastReadSeq,
      move: async (messageId) =>
        (await ask(transport, documents.markMessageAsDelivered, { messageId })).lastDeliveredSeq,
      moved: () => undefined,
      world,
    });
  }
}
