import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { RejectionReason, ScanResult } from '../../domain/attachment/attachment-file.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { sessionOfFile } from '../../domain/shared/ids.ts';
import { FileState } from '../../domain/vocabulary/files.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import { Attributes } from './attributes.ts';
import type { FileItem } from './layout/index.ts';
import { fileDuePartition, fileKey } from './layout/index.ts';

/** The file as it is stored after `file.version`. */
export const fileItem = (file: AttachmentFile): FileItem => ({
  ...fileKey(file.sessionId, file.id),
  ownerId: file.ownerId,
  name: file.name,
  mediaType: file.mediaType,
  size: file.size,
  width: file.width,
  height: file.height,
  durationMs: file.durationMs,
  state: file.state,
  version: file.version + 1,
  requestedAt: toIso(file.requestedAt),
  ...(file.dueAt === null ? {} : { due: fileDuePartition(file.sessionId), dueAt: toIso(file.dueAt) }),
  ...(file.recordedAs === null ? {} : { recordedAs: file.recordedAs }),
  ...(file.uploadId === null ? {} : { uploadId: file.uploadId }),
  ...(file.held === null ? {} : { held: file.held }),
  ...(file.scanned === null ? {} : { scanned: file.scanned }),
  ...(file.tries === 0 ? {} : { tries: file.tries }),
  ...(file.reason === null ? {} : { reason: file.reason }),
  ...(file.hasThumbnail ? { hasThumbnail: true } : {}),
  ...attachedAttributes(file),
  ...(isForgotten(file) ? { expiresAt: Math.ceil((file.requestedAt + Durations.fileForgotten) / 1000) } : {}),
});

const attachedAttributes = ({ attached }: AttachmentFile): Pick<FileItem, 'attachedSeq' | 'attachedAs'> => ({
  ...(attached === null ? {} : { attachedSeq: attached.seq }),
  ...(attached === null || attached.as === null ? {} : { attachedAs: attached.as }),
});

/** What is gone, with everything that the store had of it. */
const isForgotten = ({ state, dueAt }: AttachmentFile): boolean => state === 'EXPIRED' && dueAt === null;

export function readFile(item: unknown): AttachmentFile {
  const file = new Attributes(item, 'file');
  const id = file.fileId('sk');
  return {
    id,
    sessionId: sessionOfFile(id),
    ownerId: file.text('ownerId') === systemSender ? systemSender : file.userId('ownerId'),
    name: file.text('name'),
    mediaType: file.text('mediaType'),
    size: file.count('size'),
    width: file.countOrNull('width'),
    height: file.countOrNull('height'),
    durationMs: file.countOrNull('durationMs'),
    state: file.oneOf('state', FileState),
    version: file.count('version'),
    requestedAt: file.instant('requestedAt'),
    recordedAs: file.textOrNull('recordedAs'),
    uploadId: file.textOrNull('uploadId'),
    held: file.textOrNull('held'),
    scanned: file.oneOfOrNull('scanned', ScanResult),
    tries: file.countOrZero('tries'),
    dueAt: file.instantOrNull('dueAt'),
    reason: file.oneOfOrNull('reason', RejectionReason),
    hasThumbnail: file.flagOrFalse('hasThumbnail'),
    attached: file.has('attachedSeq')
      ? { seq: file.seq('attachedSeq'), as: file.has('attachedAs') ? file.clientMessageId('attachedAs') : null }
      : null,
  };
}
