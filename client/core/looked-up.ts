import type * as Schema from '../../generated/schema.ts';
import { field, list, number, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { content } from './message.ts';
import { pageOf } from './model.ts';

/** A content that an edit replaced. */
export const messageEdit: Decoder<Schema.MessageEdit> = (value, path) => ({
  edition: field(value, 'edition', path, number),
  content: field(value, 'content', path, content),
  replacedAt: field(value, 'replacedAt', path, text),
});

export const reactorPage = pageOf<Schema.Reactor>((value, path) => ({
  userId: field(value, 'userId', path, text),
  emojis: field(value, 'emojis', path, list(text)),
}));

export const pollVotePage = pageOf<Schema.PollVote>((value, path) => ({
  userId: field(value, 'userId', path, text),
  optionIds: field(value, 'optionIds', path, list(number)),
}));

/** That a moderator was told who sent an anonymous message. */
export const auditEntry: Decoder<Schema.AuditEntry> = (value, path) => ({
  moderatorId: field(value, 'moderatorId', path, text),
  messageId: field(value, 'messageId', path, text),
  senderId: field(value, 'senderId', path, text),
  at: field(value, 'at', path, text),
});

export const auditPage = pageOf(auditEntry);
