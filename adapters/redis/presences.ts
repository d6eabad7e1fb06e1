import type { NotedSign, Presences } from '../../application/ports/presences.ts';
import type { DeviceSign } from '../../domain/presence/device-sign.ts';
import type { JudgedSign } from '../../domain/presence/telling.ts';
import { judgeSign, newestSigns } from '../../domain/presence/telling.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { RedisConnection } from './connection.ts';
import { deviceField, presenceHash, readSigns, toldField, writeSign, writeTold } from './presence-fields.ts';

const doing = 'note the presence';

/**
 * One hash a user. A sign is one transaction, MULTI to EXEC in one round trip, that reads the hash and then writes the sign,
 * so that signs of several devices know each other's order. A second round trip only follows where something is told
 * or a device gives way.
 */
export class RedisPresences implements Presences {
  readonly #connection: Pick<RedisConnection, 'ask'>;

  constructor(connection: Pick<RedisConnection, 'ask'>) {
    this.#connection = connection;
  }

  async note(user: UserId, sign: DeviceSign): Promise<NotedSign> {
    const [old] = await this.#connection.ask(doing, (client) =>
      client
        .multi()
        .hGetAll(presenceHash(user))
        .hSet(presenceHash(user), deviceField(sign.deviceId), writeSign(sign))
        .expire(presenceHash(user), Durations.presenceKeptSeconds)
        .execTyped(),
    );
    const judged = judgeSign(readSigns(old), sign);
    await this.#settle(user, judged);
    return { before: judged.before, after: judged.after, told: judged.tell !== null };
  }

  async of(users: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly DeviceSign[]>> {
    const hashes = await this.#connection.ask('read the presence', (client) =>
      Promise.all(users.map(async (user) => [user, await client.hGetAll(presenceHash(user))] as const)),
    );
    return new Map(
      hashes.flatMap(([user, hash]) => {
        const signs = newestSigns(readSigns(hash).signs);
        return signs.length === 0 ? [] : [[user, signs]];
      }),
    );
  }

  async #settle(user: UserId, { tell, crowdedOut }: JudgedSign): Promise<void> {
    if (tell === null && crowdedOut.length === 0) return;
    await this.#connection.ask(doing, (client) =>
      Promise.all([
        ...(tell === null ? [] : [client.hSet(presenceHash(user), toldField, writeTold(tell))]),
        ...(crowdedOut.length === 0 ? [] : [client.hDel(presenceHash(user), crowdedOut.map(deviceField))]),
      ]),
    );
  }
}
