import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import {
  detailKey,
  fileKey,
  memberKey,
  metaKey,
  rateKey,
  slotKey,
  type Key,
} from '../../adapters/dynamodb/layout/keys.ts';
import type { ContentParts } from '../../domain/vocabulary/composed.ts';
import { composeContent } from '../../domain/vocabulary/composing.ts';
import { isSessionId, sessionOfFile } from '../../domain/vocabulary/identifiers.ts';
import { MessageKind } from '../../domain/vocabulary/messages.ts';
import { rateMomentOf } from '../../domain/vocabulary/rate-window.ts';
import type { MutationSendMessageArgs } from '../../generated/schema.ts';
import { detailIn, fileIn, itemsOf, memberIn, metaIn, slotIn, type Batch } from '../lib/batch.ts';
import { contentWish } from '../lib/content-wish.ts';
import type { Ctx } from '../lib/context.ts';
import { rateOf, readWithGuard } from '../lib/guards-batch.ts';
import { refuse, refuseSession } from '../lib/refuse.ts';
import { pointedAt, type Sending } from '../lib/sending.ts';

/** What a message with a file rests on: the rules of its session, and the file, where that can be one of this session. */
const filesOf = ({ file }: ContentParts, sessionId: string): Key[] => {
  if (!file) return [];
  const rules = detailKey(sessionId);
  return sessionOfFile(file.fileId) === sessionId ? [rules, fileKey(sessionId, file.fileId)] : [rules];
};

/**
 * Judges the content by itself, and reads together, consistently, all that sending rests on: the session and the caller's
 * membership, and only where the message has them: the members it mentions, what it answers, what its thread starts with,
 * its file and the session's rules for files; and where the rate has a limit, what the caller sent in the window before. Two read units
 * for a text, and one for the rate.
 *
 * In: `stash.draft`, `stash.now`. Out: `stash.composed`, `stash.meta`, `stash.member`, `stash.detail`, `stash.file`, `stash.mentions`,
 * `stash.related`, `stash.rateBefore`.
 */
export const request = (ctx: Ctx<Sending, unknown, MutationSendMessageArgs>): DynamoDBBatchGetItemRequest => {
  const { doing, sessionId, userId, draft, now, messagesPerMinute } = ctx.stash;
  const kind = ctx.args.input.kind ?? MessageKind.TEXT;
  const composed = composeContent(kind, contentWish(ctx.args.input.content), now);
  if (!composed.ok) return refuse(doing, composed.refusal);
  if (!isSessionId(sessionId)) refuseSession(doing);
  ctx.stash.composed = { kind, parts: composed.value };
  const keys = [metaKey(sessionId), memberKey(sessionId, userId)]
    .concat(draft.mentions.map((id) => memberKey(sessionId, id)))
    .concat(pointedAt(draft).map((seq) => slotKey(sessionId, seq)))
    .concat(filesOf(composed.value, sessionId));
  const before = rateKey(userId, 'SEND', rateMomentOf('SEND', now).window - 1);
  return readWithGuard(ctx, keys, messagesPerMinute === 0 ? null : before);
};

export const response = (ctx: Ctx<Sending, Batch | null>) => {
  const { doing, sessionId, userId, draft, composed } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const meta = metaIn(items, sessionId);
  const member = memberIn(items, sessionId, userId);
  if (!meta || !member) return refuseSession(doing);
  ctx.stash.meta = meta;
  ctx.stash.member = member;
  ctx.stash.detail = detailIn(items, sessionId) ?? null;
  ctx.stash.file = fileIn(items, sessionId, composed.parts.file) ?? null;
  ctx.stash.related = pointedAt(draft).flatMap((seq) => slotIn(items, sessionId, seq) ?? []);
  ctx.stash.mentions = draft.mentions.filter((id) => memberIn(items, sessionId, id) !== undefined);
  ctx.stash.rateBefore = rateOf(ctx, doing) ?? {};
  return {};
};
