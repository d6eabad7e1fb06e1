import type { FileService } from '../ports/file-service.ts';
import { cancelUpload, type CancelUploadDependencies } from '../use-cases/cancel-upload.ts';
import { completeUpload, type CompleteUploadDependencies } from '../use-cases/complete-upload.ts';
import { fileUrl, type FileUrlDependencies } from '../use-cases/file-url.ts';
import { requestUpload, type RequestUploadDependencies } from '../use-cases/request-upload.ts';
import { uploadedParts, uploadParts, type UploadPartsDependencies } from '../use-cases/upload-parts.ts';

export type FileServiceDependencies = RequestUploadDependencies &
  UploadPartsDependencies &
  CompleteUploadDependencies &
  CancelUploadDependencies &
  FileUrlDependencies;

/** What users ask about files, on whatever adapters it is given. */
export const fileService = (dependencies: FileServiceDependencies): FileService => ({
  requestUpload: requestUpload(dependencies),
  uploadParts: uploadParts(dependencies),
  uploadedParts: uploadedParts(dependencies),
  completeUpload: completeUpload(dependencies),
  cancelUpload: cancelUpload(dependencies),
  fileUrl: fileUrl(dependencies),
});
