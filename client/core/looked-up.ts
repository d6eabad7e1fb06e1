import type * as Schema from '../../generated/schema.ts';
import { fields, list, number, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { content } from './message.ts';
import { pageOf } from './model.ts';

/** A content that an edit replaced. */
export const messageEdit: Decoder<Schema.MessageEdit> = /* @__PURE__ */ fields({
  edition: number,
  content,
  replacedAt: text,
});

export const reactorPage = pageOf<Schema.Reactor>(
  fields({
    userId: text,
    emojis: list(text),
  }),
);

export const pollVotePage = pageOf<Schema.PollVote>(
  fields({
    userId: text,
    optionIds: list(number),
  }),
);

/** That a moderator was told who sent an anonymous message. */
export const auditEntry: Decoder<Schema.AuditEntry> = /* @__PURE__ */ fields({
  moderatorId: text,
  messageId: text,
  senderId: text,
  at: text,
});

export const auditPage = pageOf(auditEntry);
