import type { CallTokens } from '../../application/ports/call-tokens.ts';

/** Of calls from browser to browser: there is nothing to be let into. */
export const peerToPeer: CallTokens = {
  issue: async () => null,
  expel: async () => {},
};
