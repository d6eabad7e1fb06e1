import { isInParts, partCount, requestedFile, uploadUntil } from '../../domain/attachment/attachment-file.ts';
import { uploadPlace } from '../../domain/attachment/places.ts';
import type { FileId, SessionId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { refusalOfDescription } from '../../domain/vocabulary/composing-attachments.ts';
import { Durations, Limits } from '../../domain/vocabulary/limits.ts';
import { refusalOfPosting } from '../../domain/vocabulary/permissions.ts';
import { refusalOfUpload } from '../../domain/vocabulary/upload-rules.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileService, UploadTicket } from '../ports/file-service.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { RateGuards } from '../ports/rate-guards.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { refusalOfUploadRate } from '../rates/hourly-rates.ts';
import { refusedWhenBusy, sessionNotFound, tryAgain } from './refusals.ts';

export interface RequestUploadDependencies {
  readonly attachments: Pick<Attachments, 'save'>;
  readonly chatSessions: Pick<ChatSessions, 'find'>;
  readonly sessionLog: Pick<SessionLog, 'standing'>;
  readonly fileStore: FileStore;
  readonly rateGuards: RateGuards;
  readonly clock: Clock;
  readonly fileId: (sessionId: SessionId) => FileId;
}

/**
 * Lets a member who may post upload one file of exactly this length and type.
 * Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `Muted`, `AttachmentRefused`, `TextBlank`, `TextTooLong`,
 * `TextMalformed`, `BadInput`, `RateLimited`, `TryAgain`.
 */
export function requestUpload(dependencies: RequestUploadDependencies): FileService['requestUpload'] {
  const { attachments, chatSessions, sessionLog, fileStore, clock, fileId } = dependencies;
  return ({ user, sessionId, ...description }) =>
    refusedWhenBusy<UploadTicket>(async () => {
      const misdescribed = refusalOfDescription(description);
      if (misdescribed !== undefined) return refused(misdescribed);
      const session = parseSessionId(sessionId);
      const standing = session && (await sessionLog.standing(session, user));
      if (session === undefined || standing === undefined) return refused(sessionNotFound);
      const settings = (await chatSessions.find(session, []))?.changes().state.settings;
      if (settings === undefined) return refused(sessionNotFound);
      const at = clock.now();
      const refusal = refusalOfPosting(standing, standing, at) ?? refusalOfUpload(description, settings);
      if (refusal !== undefined) return refused(refusal);
      const tooOften = await refusalOfUploadRate(dependencies, user);
      if (tooOften !== undefined) return refused(tooOften);

      const { size, mediaType } = description;
      const id = fileId(session);
      const place = uploadPlace({ id, sessionId: session });
      const uploadId = isInParts(size) ? await fileStore.beginParts(place, mediaType) : null;
      const file = requestedFile({ ...description, id, ownerId: user, uploadId }, at);
      if ((await attachments.save(file)) === 'overtaken') return refused(tryAgain);
      if (uploadId !== null) {
        const multipart = { partSize: Limits.uploadPartSize, partCount: partCount(size) };
        return done({ fileId: id, expiresAt: uploadUntil(file), post: null, multipart });
      }
      const post = await fileStore.postTicket(place, { mediaType, size }, Durations.uploadSeconds);
      return done({ fileId: id, expiresAt: post.expiresAt, post, multipart: null });
    });
}
