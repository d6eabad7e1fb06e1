import { removeObjectsWhenMessageDeleted } from '../policies/remove-objects-when-message-deleted.ts';
import type { FileWork } from '../ports/file-work.ts';
import { processUpload, type ProcessUploadDependencies } from '../use-cases/process-upload.ts';
import { removeOrphans } from '../use-cases/remove-orphans.ts';
import { sweepAttachments } from '../use-cases/sweep-attachments.ts';
import { takeScanResult } from '../use-cases/take-scan-result.ts';

export function fileWork(dependencies: ProcessUploadDependencies): FileWork {
  const process = processUpload(dependencies);
  const takeResult = takeScanResult({ ...dependencies, processUpload: process });
  return {
    work: (job) => (job.kind === 'see' ? process(job.fileId) : takeResult(job)),
    sweep: sweepAttachments({ ...dependencies, processUpload: process }),
    removeOrphans: removeOrphans(dependencies),
    messageDeleted: removeObjectsWhenMessageDeleted(dependencies),
  };
}
