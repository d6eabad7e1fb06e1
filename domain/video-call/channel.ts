import type { CallId } from '../shared/ids.ts';
import { parseCallId } from '../shared/ids.ts';

/**
 * The name of a call's channel: which call, so that what is heard of a channel finds it, and a secret, so that nobody who
 * knows the call knows the channel. Agora takes names under 64 bytes: this one has 55.
 * https://docs.agora.io/en/video-calling/reference/api
 *
 * @param secret 22 characters of base64url: 128 bits.
 */
export const channelOf = (callId: CallId, secret: string): string => `${callId.split('-').join('')}-${secret}`;

const form = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-/;

/** The call whose channel can have this name; `undefined` for a name that no channel has. */
export function callOfChannel(channel: string): CallId | undefined {
  const [, ...parts] = form.exec(channel) ?? [];
  return parseCallId(parts.join('-'));
}
