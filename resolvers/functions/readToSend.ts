import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { DetailItem } from '../../adapters/dynamodb/layout/items.ts';
import { detailKey, memberKey, metaKey, rateKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { refusalOfUpload } from '../../domain/vocabulary/composing-attachments.ts';
import { isSessionId } from '../../domain/vocabulary/identifiers.ts';
import { refusalOfPosting } from '../../domain/vocabulary/permissions.ts';
import { rateMomentOf } from '../../domain/vocabulary/rate-window.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import { nestedThread, refusalOfAnonymity } from '../../domain/vocabulary/sending-rules.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import { detailIn, itemsOf, memberIn, metaIn, slotIn, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import { rateOf, readWithGuard } from '../lib/guards-batch.ts';
import { postable, poster } from '../lib/posting.ts';
import { refuse, refuseMessage, refuseSession } from '../lib/refuse.ts';
import type { Sending } from '../lib/sending.ts';

/** The positions that the message points at, each once: a batch takes no key twice. */
const pointedAt = ({ draft }: Sending): number[] =>
  [draft.replyTo, draft.threadRoot]
    .filter((seq): seq is number => seq !== null)
    .filter((seq, at, all) => all.indexOf(seq) === at);

/**
 * Reads together, consistently, all that sending rests on: the session and the caller's membership, and only where the
 * message has them: the members it mentions, what it answers, what its thread starts with, the session's rules for files;
 * and where the rate has a limit, what the caller sent in the window before. Two read units for a text, and one for the rate.
 *
 * In: `stash.draft`, `stash.composed`, `stash.now`. Out: `stash.meta`, `stash.member`, `stash.mentions`, `stash.related`,
 * `stash.alias`, `stash.rateBefore`.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBBatchGetItemRequest => {
  const { doing, sessionId, userId, draft, composed, now, messagesPerMinute } = ctx.stash;
  if (!isSessionId(sessionId)) refuseSession(doing);
  const keys = [metaKey(sessionId), memberKey(sessionId, userId)]
    .concat(draft.mentions.map((id) => memberKey(sessionId, id)))
    .concat(pointedAt(ctx.stash).map((seq) => slotKey(sessionId, seq)))
    .concat(composed.parts.attachment ? [detailKey(sessionId)] : []);
  const before = rateKey(userId, 'SEND', rateMomentOf('SEND', now).window - 1);
  return readWithGuard(ctx, keys, messagesPerMinute === 0 ? null : before);
};

/** Why what was read does not allow this message, or `undefined` when it does. */
const refusalOf = ({ meta, member, draft, composed, now }: Sending, detail?: DetailItem): Refusal | undefined => {
  const refusal =
    refusalOfPosting(postable(meta), poster(member), now) ??
    (draft.isAnonymous ? refusalOfAnonymity(meta.allowAnonymous ?? false, member.alias ?? null) : undefined);
  if (refusal) return refusal;
  const { attachment } = composed.parts;
  return attachment ? refusalOfUpload(attachment, detail?.settings ?? settingsAtFirst(meta.kind)) : undefined;
};

export const response = (ctx: Ctx<Sending, Batch | null>) => {
  const { doing, sessionId, userId, draft } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const meta = metaIn(items, sessionId);
  const member = memberIn(items, sessionId, userId);
  if (!meta || !member) return refuseSession(doing);
  ctx.stash.meta = meta;
  ctx.stash.member = member;
  const refusal = refusalOf(ctx.stash, detailIn(items, sessionId));
  if (refusal) return refuse(doing, refusal);

  const related = pointedAt(ctx.stash).flatMap((seq) => slotIn(items, sessionId, seq) ?? []);
  const messages = related.filter((slot) => slot.entry === 'MESSAGE' && slot.deletedAt === undefined);
  if (messages.length < pointedAt(ctx.stash).length) return refuseMessage(doing);
  const root = messages.find((slot) => slot.seq === draft.threadRoot);
  if (root?.entry === 'MESSAGE' && root.threadRootSeq !== undefined) return refuse(doing, nestedThread);

  // The root is read again, once this reply counts in it.
  ctx.stash.related = messages.filter((slot) => slot !== root);
  ctx.stash.mentions = draft.mentions.filter((id) => memberIn(items, sessionId, id) !== undefined);
  if (draft.isAnonymous && member.alias !== undefined) ctx.stash.alias = member.alias;
  ctx.stash.rateBefore = rateOf(ctx, doing) ?? {};
  return {};
};
