import type { RecordedFile } from '../../domain/video-call/recording.ts';
import { CallLimits } from '../../domain/vocabulary/call-limits.ts';

const longestName = 1024;

/**
 * The files that Agora names, by their places in the store: one text in composite mode with HLS alone, a list otherwise. What
 * is not of that form is passed over.
 * https://docs.agora.io/en/cloud-recording/develop/manage-files
 */
export function recordedFiles(fileList: unknown): readonly RecordedFile[] {
  if (typeof fileList === 'string') return isName(fileList) ? [{ name: fileList, isPlayable: true }] : [];
  if (!Array.isArray(fileList)) return [];
  const entries: readonly unknown[] = fileList;
  return entries.flatMap(recordedFile).slice(0, CallLimits.recordedFiles);
}

function recordedFile(entry: unknown): readonly RecordedFile[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const name = 'fileName' in entry ? entry.fileName : 'filename' in entry ? entry.filename : undefined;
  const isPlayable = !('isPlayable' in entry) || entry.isPlayable === true;
  return typeof name === 'string' && isName(name) ? [{ name, isPlayable }] : [];
}

const isName = (name: string): boolean => name.length > 0 && name.length <= longestName && !name.includes('..');
