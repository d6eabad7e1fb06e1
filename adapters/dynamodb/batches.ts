import type { ChatTables } from './chat-tables.ts';
import type { Key } from './layout/index.ts';
import type { ReadOfTable, StoredItem } from './reads-of-table.ts';
import { getAllOf } from './reads-of-table.ts';

export interface BatchRead extends ReadOfTable {
  /** Default: `chat`. */
  readonly table?: 'chat' | 'guards' | 'people';
}

/** As `getAllOf`, of a table by its name in the layout, together with what others read at the moment where that is wished. @throws {StoreBusy} */
export function getAll(
  { client, chat, guards, people, gathered }: ChatTables,
  doing: string,
  keys: readonly Key[],
  { table = 'chat', ...read }: BatchRead,
): Promise<readonly StoredItem[]> {
  const name = { chat, guards, people }[table];
  return gathered === undefined ? getAllOf(client, name, doing, keys, read) : gathered.getAll(name, doing, keys, read);
}
