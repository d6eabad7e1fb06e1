import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Key } from './layout/index.ts';
import type { ReadOfTable, StoredItem } from './reads-of-table.ts';
import { getAllOf, keysOfOneRead } from './reads-of-table.ts';

/** What goes in one request. */
interface Gathering {
  readonly keys: Map<string, Key>;
  readonly found: Promise<ReadonlyMap<string, StoredItem>>;
}

const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

/**
 * Reads that many ask for at about the same moment, in requests that they share: jobs of one batch are about the same message
 * mostly, and each step of one is taken by all. A read begins after it was asked for, so that it is as consistent as by itself.
 */
export class GatheredReads {
  readonly #client: DynamoDBDocumentClient;
  readonly #waitMs: number;
  /** By table, and how it is read. */
  readonly #waiting = new Map<string, Gathering>();

  /** @param waitMs how long the first of a request waits for others, in milliseconds. */
  constructor(client: DynamoDBDocumentClient, waitMs: number) {
    this.#client = client;
    this.#waitMs = waitMs;
  }

  /** Those of `keys` that exist. @throws {StoreBusy} */
  async getAll(table: string, doing: string, keys: readonly Key[], read: ReadOfTable): Promise<readonly StoredItem[]> {
    const how = JSON.stringify([table, read.consistent, read.attributes]);
    const begun = this.#waiting.get(how);
    const gathering = begun ?? this.#begin(table, doing, read, how);
    for (const key of keys) gathering.keys.set(nameOf(key), key);
    // More would be another request.
    if (gathering.keys.size >= keysOfOneRead) this.#waiting.delete(how);
    const found = await gathering.found;
    const names = [...new Set(keys.map(nameOf))];
    return names.map((name) => found.get(name)).filter((item) => item !== undefined);
  }

  #begin(table: string, doing: string, read: ReadOfTable, how: string): Gathering {
    const keys = new Map<string, Key>();
    const found = (async () => {
      await pause(this.#waitMs);
      if (this.#waiting.get(how)?.keys === keys) this.#waiting.delete(how);
      const items = await getAllOf(this.#client, table, doing, [...keys.values()], read);
      return new Map(items.map((item) => [JSON.stringify([item['pk'], item['sk']]), item]));
    })();
    const gathering = { keys, found };
    this.#waiting.set(how, gathering);
    return gathering;
  }
}
