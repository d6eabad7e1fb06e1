import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Devices } from '../../application/ports/devices.ts';
import type { Device, DeviceTarget } from '../../domain/notification/device.ts';
import { byConfirmation, crowdedOut } from '../../domain/notification/devices.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { Attributes } from './attributes.ts';
import type { ChatTables } from './chat-tables.ts';
import type { StoredDevice } from './device-items.ts';
import { deviceItem, hashOf, readDevice } from './device-items.ts';
import { asking } from './errors.ts';
import type { TokenItem } from './layout/index.ts';
import { deviceKey, deviceKeyPrefix, devicesKey, tokenKey, userPartition } from './layout/index.ts';
import type { PeopleWrites } from './people-transactions.ts';
import { carriesOut, untilCarriedOut } from './people-transactions.ts';

type Write = PeopleWrites[number];
interface Owner {
  readonly user: UserId;
  readonly deviceId: DeviceId;
}
interface OwnDevices {
  readonly stored: readonly StoredDevice[];
  /** How often they changed. */
  readonly revision: number;
}

/**
 * An item a device, one beside it that says whose its address is, and one that counts how often a user's devices changed, so that
 * two changes of them come one after the other: all of them change in one transaction, on condition that what it rests on still is
 * as it was read.
 */
export class DynamoDbDevices implements Devices {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  register(user: UserId, wanted: Device): Promise<Device> {
    return untilCarriedOut('register the device', async () => {
      const hash = hashOf(wanted.target);
      const [own, owner] = await Promise.all([this.#own(user), this.#ownerOf(hash)]);
      const replaced = own.stored.find(({ device }) => device.deviceId === wanted.deviceId);
      const device = { ...wanted, since: replaced?.device.since ?? wanted.since };
      const isOwn = owner?.user === user && owner.deviceId === device.deviceId;
      const others = own.stored.filter(({ device: { deviceId }, tokenHash }) => {
        return deviceId !== device.deviceId && tokenHash !== hash;
      });
      const leaving = new Set(crowdedOut(others.map((one) => one.device)));
      const writes: readonly Write[] = [
        this.#put({ ...deviceItem(user, device) }),
        this.#putToken(hash, { user, deviceId: device.deviceId }, owner),
        this.#count(user, own.revision),
        ...(replaced === undefined || replaced.tokenHash === hash ? [] : [this.#dropToken(user, replaced)]),
        ...(owner === undefined || isOwn ? [] : [this.#dropDevice(owner, hash)]),
        ...others
          .filter((one) => leaving.has(one.device))
          .flatMap((one) => [
            this.#dropDevice({ user, deviceId: one.device.deviceId }, one.tokenHash),
            this.#dropToken(user, one),
          ]),
      ];
      return (await carriesOut(this.#tables, 'register the device', [...writes])) ? { value: device } : 'overtaken';
    });
  }

  forget(user: UserId, deviceId: DeviceId, target?: DeviceTarget): Promise<boolean> {
    return untilCarriedOut('forget the device', async () => {
      const { client, people } = this.#tables;
      const get = new GetCommand({ TableName: people, Key: { ...deviceKey(user, deviceId) }, ConsistentRead: true });
      const { Item } = await asking('forget the device', () => client.send(get));
      if (Item === undefined) return { value: false };
      const stored = readDevice(Item);
      if (target !== undefined && hashOf(target) !== stored.tokenHash) return { value: false };
      const writes = [this.#dropDevice({ user, deviceId }, stored.tokenHash), this.#dropToken(user, stored)];
      return (await carriesOut(this.#tables, 'forget the device', writes)) ? { value: true } : 'overtaken';
    });
  }

  async of(user: UserId): Promise<readonly Device[]> {
    const { stored } = await this.#own(user);
    return byConfirmation(stored.map(({ device }) => device));
  }

  async #own(user: UserId): Promise<OwnDevices> {
    const { client, people } = this.#tables;
    // The item that counts the changes is read with them: its key is theirs up to the separator.
    const prefix = deviceKeyPrefix.slice(0, -1);
    const query = new QueryCommand({
      TableName: people,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :user AND begins_with(sk, :device)',
      ExpressionAttributeValues: { ':user': userPartition(user), ':device': prefix },
    });
    const { Items = [] } = await asking('list the devices', () => client.send(query));
    const head = Items.find((item) => item['sk'] === devicesKey(user).sk);
    return {
      stored: Items.filter((item) => item !== head).map(readDevice),
      revision: head === undefined ? 0 : new Attributes(head, 'devices').count('revision'),
    };
  }

  async #ownerOf(hash: string): Promise<Owner | undefined> {
    const { client, people } = this.#tables;
    const get = new GetCommand({ TableName: people, Key: { ...tokenKey(hash) }, ConsistentRead: true });
    const { Item } = await asking('register the device', () => client.send(get));
    if (Item === undefined) return undefined;
    const token = new Attributes(Item, 'token');
    return { user: token.userId('userId'), deviceId: token.deviceId('deviceId') };
  }

  #put(Item: Record<string, unknown>): Write {
    return { Put: { TableName: this.#tables.people, Item } };
  }

  #putToken(hash: string, { user, deviceId }: Owner, asRead: Owner | undefined): Write {
    const item: TokenItem = { ...tokenKey(hash), userId: user, deviceId };
    const stillSo =
      asRead === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'userId = :user AND deviceId = :device',
            ExpressionAttributeValues: { ':user': asRead.user, ':device': asRead.deviceId },
          };
    return { Put: { TableName: this.#tables.people, Item: { ...item }, ...stillSo } };
  }

  #count(user: UserId, revision: number): Write {
    const stillSo = revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :revision';
    return {
      Update: {
        TableName: this.#tables.people,
        Key: { ...devicesKey(user) },
        UpdateExpression: 'SET revision = :next',
        ConditionExpression: stillSo,
        ExpressionAttributeValues: { ':next': revision + 1, ...(revision === 0 ? {} : { ':revision': revision }) },
      },
    };
  }

  /** Only while it is reached by what it was: one that was registered anew meanwhile stays. */
  #dropDevice({ user, deviceId }: Owner, tokenHash: string): Write {
    return {
      Delete: {
        TableName: this.#tables.people,
        Key: { ...deviceKey(user, deviceId) },
        ConditionExpression: 'attribute_not_exists(pk) OR tokenHash = :hash',
        ExpressionAttributeValues: { ':hash': tokenHash },
      },
    };
  }

  /** Only while it is this device's: somebody else may have registered it meanwhile. */
  #dropToken(user: UserId, { device, tokenHash }: StoredDevice): Write {
    return {
      Delete: {
        TableName: this.#tables.people,
        Key: { ...tokenKey(tokenHash) },
        ConditionExpression: 'attribute_not_exists(pk) OR (userId = :user AND deviceId = :device)',
        ExpressionAttributeValues: { ':user': user, ':device': device.deviceId },
      },
    };
  }
}
