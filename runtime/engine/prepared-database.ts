import { existsSync, renameSync, writeFileSync } from 'node:fs';

/** The table that a put into makes the engine forget stream records: see `trimmed` below. */
export const trimmingTable = 'parley-streams';

/** As the engine itself creates it, where it is not there yet. */
const records = `CREATE TABLE _stream_records (
  id INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, event_name TEXT NOT NULL, keys_json TEXT NOT NULL,
  new_image TEXT, old_image TEXT, sequence_number TEXT NOT NULL, shard_id TEXT NOT NULL, created_at INTEGER NOT NULL,
  user_identity TEXT)`;

/**
 * The engine numbers a record by looking for the greatest number there is, which without an index is all of them: a write
 * becomes slower with every write before it.
 */
const ordered = `CREATE INDEX parley_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`;

/**
 * The engine keeps every record for ever and has no way to be told otherwise. A put of `{trims: <table>, upTo: <number>}`
 * into the trimming table, which has a stream of its own, forgets the records of that table before that number.
 */
const trimmed = `CREATE TRIGGER parley_stream_trim AFTER INSERT ON _stream_records
  WHEN new.table_name = '${trimmingTable}' AND new.new_image IS NOT NULL BEGIN
    DELETE FROM _stream_records WHERE table_name = json_extract(new.new_image, '$.trims.S')
      AND CAST(sequence_number AS INTEGER) < CAST(json_extract(new.new_image, '$.upTo.N') AS INTEGER);
    DELETE FROM _stream_records WHERE table_name = new.table_name
      AND CAST(sequence_number AS INTEGER) < CAST(new.sequence_number AS INTEGER);
  END`;

const pageSize = 4096;
/** Kinds of b-tree pages. */
const [tableLeaf, indexLeaf] = [0x0d, 0x0a];

/** Each with the page of its b-tree, 0 where it has none. */
const schema: readonly (readonly [type: string, name: string, table: string, page: number, sql: string])[] = [
  ['table', '_stream_records', '_stream_records', 2, records],
  ['table', 'sqlite_sequence', 'sqlite_sequence', 3, 'CREATE TABLE sqlite_sequence(name,seq)'],
  ['index', 'parley_stream_order', '_stream_records', 4, ordered],
  ['trigger', 'parley_stream_trim', '_stream_records', 0, trimmed],
];

/**
 * Makes an empty database for the engine to begin with, which has what its table of stream records lacks; leaves one that
 * is there as it is. Written by hand, since nothing else here speaks SQLite: four pages, of which three are empty.
 * https://www.sqlite.org/fileformat2.html
 */
export function prepareDatabase(path: string): void {
  if (existsSync(path)) return;
  const draft = `${path}.new`;
  writeFileSync(draft, Buffer.concat([schemaPage(), emptyPage(tableLeaf), emptyPage(tableLeaf), emptyPage(indexLeaf)]));
  renameSync(draft, path);
}

function emptyPage(kind: number): Buffer {
  const page = Buffer.alloc(pageSize);
  page[0] = kind;
  page.writeUInt16BE(pageSize, 5);
  return page;
}

/** Page 1: the file's header, then a table of what the file holds. */
function schemaPage(): Buffer {
  const page = Buffer.alloc(pageSize);
  fileHeader().copy(page);
  const cells = schema.map((row, i) => cellOf(i + 1, row));
  let end = pageSize;
  cells.forEach((cell, i) => {
    end -= cell.length;
    cell.copy(page, end);
    page.writeUInt16BE(end, 108 + 2 * i);
  });
  page[100] = tableLeaf;
  page.writeUInt16BE(cells.length, 103);
  page.writeUInt16BE(end, 105);
  return page;
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(100);
  header.write('SQLite format 3\0', 'latin1');
  header.writeUInt16BE(pageSize, 16);
  // Read and written as of the first file format; fractions that are fixed.
  header.set([1, 1, 0, 64, 32, 32], 18);
  header.writeUInt32BE(1, 24);
  header.writeUInt32BE(4, 28);
  header.writeUInt32BE(1, 40);
  header.writeUInt32BE(4, 44);
  // UTF-8.
  header.writeUInt32BE(1, 56);
  header.writeUInt32BE(1, 92);
  header.writeUInt32BE(3_040_001, 96);
  return header;
}

function cellOf(rowId: number, [type, name, table, page, sql]: (typeof schema)[number]): Buffer {
  const text = (value: string): Buffer => Buffer.from(value, 'utf8');
  /** A text of so many bytes, in a record's list of types; 1 is a number of one byte. */
  const typeOf = (value: string): Buffer => varint(13 + 2 * text(value).length);
  const types = Buffer.concat([typeOf(type), typeOf(name), typeOf(table), Buffer.from([1]), typeOf(sql)]);
  const values = [text(type), text(name), text(table), Buffer.from([page]), text(sql)];
  const record = Buffer.concat([varint(types.length + 1), types, ...values]);
  return Buffer.concat([varint(record.length), varint(rowId), record]);
}

/** SQLite's: seven bits a byte, the highest first. */
function varint(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return Buffer.from(bytes);
}
