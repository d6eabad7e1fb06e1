import type { NotedSign, Presences } from '../../application/ports/presences.ts';
import type { DeviceSign } from '../../domain/presence/device-sign.ts';
import type { SignsOfUser } from '../../domain/presence/telling.ts';
import { judgeSign, noSigns } from '../../domain/presence/telling.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** Forgets nothing while the process lives. */
export class MemoryPresences implements Presences {
  readonly #users = new Map<UserId, SignsOfUser>();

  async note(user: UserId, sign: DeviceSign): Promise<NotedSign> {
    const stored = this.#users.get(user) ?? noSigns;
    const { before, after, tell } = judgeSign(stored, sign);
    this.#users.set(user, { signs: after, told: tell ?? stored.told });
    return { before, after, told: tell !== null };
  }

  async of(users: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly DeviceSign[]>> {
    return new Map(
      users.flatMap((user) => {
        const stored = this.#users.get(user);
        return stored === undefined ? [] : [[user, stored.signs]];
      }),
    );
  }
}
