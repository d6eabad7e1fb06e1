import { createHash } from 'node:crypto';
import type { SessionId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';

/**
 * The session id that a name has for ever: a UUID of version 5.
 * https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5
 *
 * @param namespace 32 hexadecimal digits, made up once for each kind of name. Another one gives every name another id.
 */
export function namedSessionId(namespace: string, name: string): SessionId {
  const hash = createHash('sha1').update(Buffer.from(namespace, 'hex')).update(name, 'utf8');
  const bytes = hash.digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const uuid = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const id = parseSessionId(uuid);
  if (id === undefined) throw new Error(`unable to name the session; ${uuid} is no session id`);
  return id;
}
