import { util } from '@aws-appsync/utils';
import type { ChangeSlotItem, MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { memberKey, metaKey, slotKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { messageUpdateFragment } from '../../domain/vocabulary/event-fragments.ts';
import { positionOf } from '../../domain/vocabulary/identifiers.ts';
import type { ChangeWish } from '../../domain/vocabulary/message-changes.ts';
import { LogEntryKind, type MessageChange } from '../../domain/vocabulary/messages.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { LogEntry } from '../../generated/schema.ts';
import { itemsOf, memberIn, metaIn, readTogether, slotIn, type Batch } from './batch.ts';
import { callerOf } from './caller.ts';
import type { Ctx, Joined } from './context.ts';
import { postable, poster } from './posting.ts';
import { refuse, refuseForNow, refuseMessage } from './refuse.ts';
import { entriesOf, type Relating } from './relating.ts';
import { requireSelection } from './selection.ts';

/**
 * A change of a message on its way through its pipeline: read and decide, reserve, write, once more where that failed, seal
 * what was reserved for nothing, read what is shown. `docs/session-log.md`, "Changing a message".
 */
export interface ChangingMessage extends Joined, Relating {
  doing: string;
  sessionId: string;
  targetSeq: number;
  /** As it was read, or as it was when a write of ours failed on it. */
  target: MessageSlotItem;
  /** The position reserved; null once a reader gave it up for dead. */
  seq?: number | null;
  /** When it was reserved. */
  at?: string;
  /** What was tried to be written there. */
  entry?: ChangeSlotItem;
  /** Durable: `entry` alone. What follows reads what it is shown with. */
  slots?: readonly SlotItem[];
  /** There is nothing to change, or nothing any more. */
  nothing?: boolean;
  /** Why there may not be a change, or not any more. */
  refusal?: Refusal | undefined;
}

/** A mutation that changes one message. */
export interface OneMessage {
  readonly messageId: string;
}

type Changing = Ctx<ChangingMessage, unknown, OneMessage>;

/** Who asks about which message. */
export const prepareAsking = (ctx: Changing, doing: string) => {
  const position = positionOf(ctx.args.messageId) ?? refuseMessage(doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = position.sessionId;
  ctx.stash.targetSeq = position.seq;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

/** The same for a change, which feeds `onMessageUpdated`. */
export const prepareChange = (ctx: Changing, doing: string) => {
  requireSelection(ctx, doing, messageUpdateFragment);
  return prepareAsking(ctx, doing);
};

/** The entry of the change; null where there was nothing to change. */
export const answerChange = (ctx: Ctx<ChangingMessage>): LogEntry | null => {
  const { doing, slots, nothing, refusal } = ctx.stash;
  if (slots) return entriesOf(ctx.stash)[0] ?? refuseForNow(doing);
  if (refusal) return refuse(doing, refusal);
  return nothing ? null : refuseForNow(doing);
};

/** Reads the session, the caller's membership and the message together, consistently, and `more` beside them. */
export const readTarget = (ctx: Ctx<ChangingMessage>, more: readonly Key[]) => {
  const { sessionId, userId, targetSeq } = ctx.stash;
  const keys: Key[] = [metaKey(sessionId), memberKey(sessionId, userId), slotKey(sessionId, targetSeq)];
  return readTogether(ctx, keys.concat(more));
};

/**
 * Keeps what `readTarget` found, and answers all of it. A message that does not exist, or that is in a session of others,
 * is refused as missing.
 */
export const keepTarget = (ctx: Ctx<ChangingMessage, Batch | null>): readonly (Key | null)[] => {
  const { doing, sessionId, userId, targetSeq } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const meta = metaIn(items, sessionId);
  const member = memberIn(items, sessionId, userId);
  const target = slotIn(items, sessionId, targetSeq);
  if (!meta || !member || target?.entry !== 'MESSAGE') return refuseMessage(doing);
  ctx.stash.meta = meta;
  ctx.stash.member = member;
  ctx.stash.target = target;
  return items;
};

/** What the caller wants, as the rules of changing messages see it. */
export const wishOf = ({ meta, member, userId, target }: ChangingMessage): ChangeWish => ({
  session: postable(meta),
  member: poster(member),
  userId,
  message: {
    kind: target.messageKind,
    senderId: target.senderId,
    alias: target.alias,
    createdAt: util.time.parseISO8601ToEpochMilliSeconds(target.at),
    isDeleted: target.deletedAt !== undefined,
    edition: target.edition ?? 1,
  },
  now: util.time.nowEpochMilliSeconds(),
});

/** The entry that tells of a change, at its reserved position. */
export const entryOf = (
  { sessionId, targetSeq }: ChangingMessage,
  seq: number,
  at: string,
  change: MessageChange,
  actorId: string,
): ChangeSlotItem => ({
  ...slotKey(sessionId, seq),
  seq,
  entry: LogEntryKind.MESSAGE_CHANGED,
  at,
  targetSeq,
  change,
  actorId,
});
