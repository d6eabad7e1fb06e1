import type { CallAddress, CallEvents } from '../../application/ports/call-events.ts';
import type { CallId, UserId } from '../../domain/shared/ids.ts';
import type { CallHappening } from '../../domain/video-call/decision.ts';

export type ToldOfCall =
  | { readonly kind: 'happened'; readonly callId: CallId; readonly happening: CallHappening }
  | { readonly kind: 'rings' | 'signalsEnded'; readonly callId: CallId; readonly user: UserId };

/** Remembers what would have been told, oldest first. */
export class MemoryCallEvents implements CallEvents {
  readonly told: ToldOfCall[] = [];

  async happened({ id }: CallAddress, { event, userId }: CallHappening): Promise<void> {
    this.told.push({ kind: 'happened', callId: id, happening: { event, userId } });
  }

  async rings({ id }: CallAddress, user: UserId): Promise<void> {
    this.told.push({ kind: 'rings', callId: id, user });
  }

  async endSignals({ id }: CallAddress, user: UserId): Promise<void> {
    this.told.push({ kind: 'signalsEnded', callId: id, user });
  }
}
