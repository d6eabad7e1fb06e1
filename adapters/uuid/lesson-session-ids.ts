import { createHash } from 'node:crypto';
import type { LessonSessionIds } from '../../application/ports/ids.ts';
import type { LessonId, SessionId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';

/** Made up once. Another one would give every lesson another session. */
const namespace = Buffer.from('8f2f9f0ec5d94b4e9f1d6c2a7b3e5d10', 'hex');

/** UUIDs of version 5: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5 */
export const lessonSessionIds: LessonSessionIds = {
  sessionIdOf(lesson: LessonId): SessionId {
    const bytes = createHash('sha1').update(namespace).update(lesson, 'utf8').digest().subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const uuid = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const id = parseSessionId(uuid);
    if (id === undefined) throw new Error(`unable to name the session of a lesson; ${uuid} is no session id`);
    return id;
  },
};
