import { util } from '@aws-appsync/utils';
import { memberKey, metaKey, slotKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { updateFragmentOf } from '../../domain/vocabulary/event-fragments.ts';
import type { ChangeWish } from '../../domain/vocabulary/message-changes.ts';
import { itemsOf, memberIn, metaIn, readTogether, slotIn, type Batch } from './batch.ts';
import type { ChangingMessage } from './changing-message.ts';
import type { Ctx } from './context.ts';
import { postable, poster } from './posting.ts';
import { refuseMessage } from './refuse.ts';
import { requireSelection } from './selection.ts';

/** Reads the session, the caller's membership and the message together, consistently, and `more` beside them. */
export const readTarget = (ctx: Ctx<ChangingMessage>, more: readonly Key[]) => {
  const { sessionId, userId, targetSeq } = ctx.stash;
  const keys: Key[] = [metaKey(sessionId), memberKey(sessionId, userId), slotKey(sessionId, targetSeq)];
  return readTogether(ctx, keys.concat(more));
};

/**
 * Keeps what `readTarget` found, and answers all of it. A message that does not exist, or that is in a session of others,
 * is refused as missing; a selection set that leaves out what the message carries is refused as well.
 */
export const keepTarget = (
  ctx: Ctx<ChangingMessage, Batch | null>,
  { leavesContent = true }: { readonly leavesContent?: boolean } = {},
): readonly (Key | null)[] => {
  const { doing, sessionId, userId, targetSeq } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const meta = metaIn(items, sessionId);
  const member = memberIn(items, sessionId, userId);
  const target = slotIn(items, sessionId, targetSeq);
  if (!meta || !member || target?.entry !== 'MESSAGE') return refuseMessage(doing);
  requireSelection(
    ctx,
    doing,
    updateFragmentOf({
      kind: leavesContent && target.deletedAt === undefined ? target.messageKind : null,
      answers: target.replyToSeq !== undefined,
      isThreaded: target.threadRootSeq !== undefined || target.lastReplyAt !== undefined,
    }),
  );
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
