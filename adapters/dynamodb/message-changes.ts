import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type {
  ChangeBasis,
  ChangeOutcome,
  Edition,
  MessageChanges,
  PlacedChange,
} from '../../application/ports/message-changes.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { messageIdOf } from '../../domain/shared/ids.ts';
import { Attributes } from './attributes.ts';
import { getAll } from './batches.ts';
import { writesOf } from './change-writes.ts';
import type { ChatTables } from './chat-tables.ts';
import { readContent } from './content-items.ts';
import { asking, asStoreError, cancellationOf, conditionFailed, transactionConflict } from './errors.ts';
import { editionPartition, reactionKey, slotKey, voteKey } from './layout/index.ts';
import { readRetained } from './log-items.ts';
import { DynamoDbSessionLog } from './session-log.ts';

/** Changes of messages on the chat table. `resolvers/functions` sends the same requests. */
export class DynamoDbMessageChanges implements MessageChanges {
  readonly #tables: ChatTables;
  readonly #log: DynamoDbSessionLog;

  constructor(tables: ChatTables) {
    this.#tables = tables;
    this.#log = new DynamoDbSessionLog(tables);
  }

  async basis(sessionId: SessionId, seq: Seq, user: UserId): Promise<ChangeBasis | undefined> {
    const id = messageIdOf(sessionId, seq);
    const keys = [slotKey(sessionId, seq), reactionKey(id, user), voteKey(id, user)];
    const [standing, items] = await Promise.all([
      this.#log.standing(sessionId, user),
      getAll(this.#tables, 'read the message', keys, { consistent: true }),
    ]);
    const [slot, reaction, vote] = keys.map(({ pk }) => items.find((item) => item['pk'] === pk));
    const entry = slot && readRetained(sessionId, slot, this.#tables);
    if (standing === undefined || entry?.kind !== 'MESSAGE') return undefined;
    return {
      standing,
      message: entry.message,
      emojis: reaction === undefined ? [] : new Attributes(reaction, 'reactions').textSet('emojis'),
      vote: vote === undefined ? [] : new Attributes(vote, 'vote').numbers('optionIds'),
    };
  }

  async write(sessionId: SessionId, change: PlacedChange): Promise<ChangeOutcome> {
    const isReply = change.effect.change === 'DELETED' && change.basis.message.threadRoot !== null;
    const outcome = await this.#write(sessionId, change, true);
    // Where the thread has lost its first message, there is nothing to count the reply at.
    return outcome === 'besideFailed' && isReply ? this.#writeOrOvertaken(sessionId, change) : known(outcome);
  }

  async editions(message: Message): Promise<readonly Edition[]> {
    const { client, chat } = this.#tables;
    const query = new QueryCommand({
      TableName: chat,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :editions',
      ExpressionAttributeValues: { ':editions': editionPartition(messageIdOf(message.sessionId, message.seq)) },
    });
    const { Items = [] } = await asking('read the earlier contents', () => client.send(query));
    return Items.map((item) => {
      const kept = new Attributes(item, 'earlier content');
      return {
        edition: kept.count('edition'),
        content: contentOf(message, kept),
        replacedAt: kept.instant('replacedAt'),
      };
    });
  }

  async #writeOrOvertaken(sessionId: SessionId, change: PlacedChange): Promise<ChangeOutcome> {
    return known(await this.#write(sessionId, change, false));
  }

  async #write(sessionId: SessionId, change: PlacedChange, withRoot: boolean): Promise<ChangeOutcome | 'besideFailed'> {
    const { client, chat } = this.#tables;
    try {
      const writes = [...writesOf(chat, sessionId, change, withRoot)];
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return 'written';
    } catch (cause) {
      const codes = (cancellationOf(cause) ?? []).map(({ code }) => code);
      const [onMessage, onEntry, ...beside] = codes;
      if (onMessage === conditionFailed) return 'overtaken';
      if (beside.includes(conditionFailed)) return 'besideFailed';
      if (onEntry === conditionFailed) return 'taken';
      if (codes.includes(transactionConflict)) return 'conflict';
      throw asStoreError('change the message', cause);
    }
  }
}

const known = (outcome: ChangeOutcome | 'besideFailed'): ChangeOutcome =>
  outcome === 'besideFailed' ? 'overtaken' : outcome;

/** Of a file only the caption is replaced. */
const contentOf = ({ kind, content }: Message, kept: Attributes): Message['content'] =>
  content !== null && 'attachment' in content ? { ...content, text: kept.text('text') } : readContent(kind, kept);
