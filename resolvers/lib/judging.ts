import { refusalOfUpload } from '../../domain/vocabulary/composing-attachments.ts';
import { missingMessage } from '../../domain/vocabulary/message-changes.ts';
import { refusalOfPosting } from '../../domain/vocabulary/permissions.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import { nestedThread, refusalOfAnonymity } from '../../domain/vocabulary/sending-rules.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import { postable, poster } from './posting.ts';
import { pointedAt, type Sending } from './sending.ts';

/** Why what was read does not allow this message, or `undefined` when it does. */
export const refusalOfSending = (stash: Sending): Refusal | undefined => {
  const { meta, member, detail, draft, composed, now } = stash;
  const refusal =
    refusalOfPosting(postable(meta), poster(member), now) ??
    (draft.isAnonymous ? refusalOfAnonymity(meta.allowAnonymous ?? false, member.alias ?? null) : undefined);
  if (refusal) return refusal;
  const { attachment } = composed.parts;
  const uploaded = attachment && refusalOfUpload(attachment, detail?.settings ?? settingsAtFirst(meta.kind));
  return uploaded ?? refusalOfPlaces(stash);
};

const refusalOfPlaces = ({ draft, related }: Sending): Refusal | undefined => {
  const messages = related.filter((slot) => slot.entry === 'MESSAGE' && slot.deletedAt === undefined);
  if (messages.length < pointedAt(draft).length) return missingMessage;
  const root = messages.find((slot) => slot.seq === draft.threadRoot);
  return root?.entry === 'MESSAGE' && root.threadRootSeq !== undefined ? nestedThread : undefined;
};
