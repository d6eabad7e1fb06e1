import { CallDurations } from '../../../domain/vocabulary/call-limits.ts';
import type * as Schema from '../../../generated/schema.ts';
import { endingOf, participantIn } from './call-state.ts';
import type { CallEnding } from './call-state.ts';

/** How somebody stands in a call: in it, out of it for good, or fallen out of it, which is mended by coming in again. */
export type CallStanding =
  | { readonly kind: 'in'; readonly as: Schema.CallParticipant }
  | { readonly kind: 'out'; readonly ending: CallEnding }
  | { readonly kind: 'fallen' };

/** Whoever is asked about, as this client knows them. */
export interface Attendee {
  readonly userId: string;
  readonly clientId: string;
  /** Whether it was just said that they were taken out. */
  readonly isRemoved: boolean;
  /** For how long the server did not hear of them. */
  readonly silentMs: number;
}

export const standingIn = (
  call: Schema.VideoCall,
  { userId, clientId, isRemoved, silentMs }: Attendee,
): CallStanding => {
  const ending = endingOf(call);
  if (ending !== undefined) return { kind: 'out', ending };
  const as = participantIn(call, userId);
  if (as === undefined || as.leftAt !== null) {
    if (isRemoved || as?.isBarred === true) return { kind: 'out', ending: 'removed' };
    // Whoever was not heard of for so long fell out; anybody else hung up on another device.
    return silentMs < CallDurations.heartbeat * 2 ? { kind: 'out', ending: 'elsewhere' } : { kind: 'fallen' };
  }
  // One is in a call with one client: whoever came in last.
  return as.clientId === clientId ? { kind: 'in', as } : { kind: 'out', ending: 'moved' };
};
