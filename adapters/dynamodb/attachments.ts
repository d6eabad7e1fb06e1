import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Attachments, FileSaved, ToldFile } from '../../application/ports/attachments.ts';
import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { shownFile } from '../../domain/attachment/shown-file.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { FileId } from '../../domain/shared/ids.ts';
import { sessionOfFile } from '../../domain/shared/ids.ts';
import { Attributes } from './attributes.ts';
import { updating } from './change-writes.ts';
import type { ChatTables } from './chat-tables.ts';
import {
  asking,
  asStoreError,
  cancellationOf,
  conditionFailed,
  refusedByCondition,
  transactionConflict,
} from './errors.ts';
import { fileItem, readFile } from './file-items.ts';
import { byDue, fileDuePartitions, fileKey, fileShown, slotKey, updateOfSlot } from './layout/index.ts';
import { changeSlotItem } from './log-items.ts';

const savingFile = 'save the file';
const nothingThere = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Files on the chat table. */
export class DynamoDbAttachments implements Attachments {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async find(id: FileId): Promise<AttachmentFile | undefined> {
    const { client, chat } = this.#tables;
    const get = new GetCommand({ TableName: chat, Key: { ...fileKey(sessionOfFile(id), id) }, ConsistentRead: true });
    const { Item } = await asking('read the file', () => client.send(get));
    return Item && readFile(Item);
  }

  async save(file: AttachmentFile): Promise<'saved' | 'overtaken'> {
    try {
      await this.#tables.client.send(new PutCommand(this.#put(file)));
      return 'saved';
    } catch (cause) {
      if (refusedByCondition(cause) === undefined) throw asStoreError(savingFile, cause);
      return 'overtaken';
    }
  }

  async saveAndTell(file: AttachmentFile, { message, entry }: ToldFile): Promise<FileSaved> {
    const { client, chat } = this.#tables;
    const TransactItems = [
      { Put: this.#put(file) },
      updating(chat, slotKey(message.sessionId, message.seq), updateOfSlot(fileShown(shownFile(file)))),
      { Put: { TableName: chat, Item: { ...changeSlotItem(message.sessionId, entry) }, ...nothingThere } },
    ];
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return 'saved';
    } catch (cause) {
      const codes = (cancellationOf(cause) ?? []).map(({ code }) => code);
      const [onFile, onMessage, onEntry] = codes;
      if (onFile === conditionFailed || onMessage === conditionFailed) return 'overtaken';
      if (onEntry === conditionFailed) return 'taken';
      if (codes.includes(transactionConflict)) return 'overtaken';
      throw asStoreError(savingFile, cause);
    }
  }

  async due(until: Instant, limit: number): Promise<readonly FileId[]> {
    const found = await Promise.all(fileDuePartitions.map((partition) => this.#dueIn(partition, until, limit)));
    return found
      .flat()
      .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async #dueIn(partition: string, until: Instant, limit: number) {
    const { client, chat } = this.#tables;
    const query = new QueryCommand({
      TableName: chat,
      IndexName: byDue.name,
      KeyConditionExpression: 'due = :partition AND dueAt <= :until',
      ExpressionAttributeValues: { ':partition': partition, ':until': toIso(until) },
      Limit: limit,
    });
    const { Items = [] } = await asking('look for files that are due', () => client.send(query));
    return Items.map((item) => {
      const key = new Attributes(item, 'key of a file');
      return { id: key.fileId('sk'), dueAt: key.text('dueAt') };
    });
  }

  #put(file: AttachmentFile) {
    const asRead = {
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': file.version },
    };
    return {
      TableName: this.#tables.chat,
      Item: { ...fileItem(file) },
      ...(file.version === 0 ? nothingThere : asRead),
    };
  }
}
