import { refusalOfAttaching } from '../../domain/vocabulary/files.ts';
import { isAttachmentKind } from '../../domain/vocabulary/messages.ts';
import { missingMessage } from '../../domain/vocabulary/message-changes.ts';
import { refusalOfPosting } from '../../domain/vocabulary/permissions.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import { nestedThread, refusalOfAnonymity } from '../../domain/vocabulary/sending-rules.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import { postable, poster } from './posting.ts';
import { pointedAt, type Sending } from './sending.ts';

/** Why what was read does not allow this message, or `undefined` when it does. */
export const refusalOfSending = (stash: Sending): Refusal | undefined => {
  const { meta, member, draft, now } = stash;
  const refusal =
    refusalOfPosting(postable(meta), poster(member), now) ??
    (draft.isAnonymous ? refusalOfAnonymity(meta.allowAnonymous ?? false, member.alias ?? null) : undefined);
  if (refusal) return refusal;
  return refusalOfFile(stash) ?? refusalOfPlaces(stash);
};

const refusalOfFile = ({ meta, detail, draft, composed, file, userId }: Sending): Refusal | undefined => {
  const { kind, parts } = composed;
  if (!parts.file || !isAttachmentKind(kind)) return undefined;
  const carrier = { kind, senderId: userId, clientMessageId: draft.clientMessageId };
  return refusalOfAttaching(file ?? undefined, carrier, detail?.settings ?? settingsAtFirst(meta.kind));
};

const refusalOfPlaces = ({ draft, related }: Sending): Refusal | undefined => {
  const messages = related.filter((slot) => slot.entry === 'MESSAGE' && slot.deletedAt === undefined);
  if (messages.length < pointedAt(draft).length) return missingMessage;
  const root = messages.find((slot) => slot.seq === draft.threadRoot);
  return root?.entry === 'MESSAGE' && root.threadRootSeq !== undefined ? nestedThread : undefined;
};
