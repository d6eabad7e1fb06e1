import { randomBytes } from 'node:crypto';
import type { FileId, SessionId } from '../../domain/shared/ids.ts';
import { parseFileId } from '../../domain/shared/ids.ts';

/** 128 random bits, as 22 characters that stand in any address. */
export const random = (): string => randomBytes(16).toString('base64url');

export function fileId(sessionId: SessionId): FileId {
  const id = parseFileId(`${sessionId}.${random()}`);
  if (id === undefined) throw new Error('unable to name a file; this platform made no 128 random bits');
  return id;
}
