import type { DeviceSign } from '../../domain/presence/device-sign.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** What a sign changed. */
export interface NotedSign {
  /** The user's signs without the new one, newest first. */
  readonly before: readonly DeviceSign[];
  /** The user's signs with the new one, newest first. */
  readonly after: readonly DeviceSign[];
  /** Whether the user's watchers are to be told. */
  readonly told: boolean;
}

/**
 * The last sign of each of a user's devices, of at most `Limits.devicesOfUser`: the oldest gives way. Kept for at least
 * 30 days after the newest. What a user's presence is by them is for `domain/presence` to say.
 * Adapters pass `test/contracts/presences.contract.ts`.
 */
export interface Presences {
  /**
   * Keeps the sign in place of its device's last one. Signs of several devices at one moment are noted one after the
   * other, and each change is told by the sign that made it. @throws {StoreBusy}
   */
  note(user: UserId, sign: DeviceSign): Promise<NotedSign>;

  /** The signs of at most `Limits.presenceUsers` users, newest first; without users who never gave one. @throws {StoreBusy} */
  of(users: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly DeviceSign[]>>;
}
