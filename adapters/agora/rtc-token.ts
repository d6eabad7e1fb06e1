import library from 'agora-token/src/RtcTokenBuilder2.js';
import type { Seat } from '../../application/ports/call-tokens.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';

/** Of one Agora project. Both are 32 hexadecimal characters. */
export interface AgoraProject {
  readonly appId: string;
  readonly appCertificate: string;
}

/** An Agora project, a channel or a number is not what it must be: a wrong set-up or a bug, never a caller's mistake. */
export class TokenNotIssued extends Error {
  override readonly name = 'TokenNotIssued';
  constructor(why: string) {
    super(`unable to issue the call token; ${why}`);
  }
}

const longestChannel = 63;
const greatestUid = 2 ** 32 - 1;

/**
 * A token for exactly one channel and one number in it, to hear and to be heard, for an hour from now on.
 * https://docs.agora.io/en/video-calling/token-authentication/deploy-token-server
 * @throws {TokenNotIssued} where the library would answer nothing, or a token that fits any number.
 */
export function rtcToken({ appId, appCertificate }: AgoraProject, { channel, uid }: Seat): string {
  if (channel.length < 1 || Buffer.byteLength(channel) > longestChannel)
    throw new TokenNotIssued('its channel has no name');
  // Number 0 would let in whatever number comes.
  if (!Number.isInteger(uid) || uid < 1 || uid > greatestUid) throw new TokenNotIssued('its number is none');
  const { RtcTokenBuilder, Role } = library;
  const seconds = CallDurations.tokenSeconds;
  const token = RtcTokenBuilder.buildTokenWithUid(
    appId,
    appCertificate,
    channel,
    uid,
    Role.PUBLISHER,
    seconds,
    seconds,
  );
  if (token === '') throw new TokenNotIssued('the app id or the certificate is none');
  return token;
}
