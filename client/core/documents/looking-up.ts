import { everyMessageFragment } from '../../../domain/vocabulary/event-fragments.ts';
import type * as Schema from '../../../generated/schema.ts';
import { list } from '../decode.ts';
import { auditEntry, auditPage, messageEdit, pollVotePage, reactorPage } from '../looked-up.ts';
import { mutation, query, selectionOf } from './operation.ts';

const contentFields = selectionOf(
  everyMessageFragment.filter((path) => path === 'content' || path.startsWith('content/')),
);
const auditFields = 'moderatorId messageId senderId at';
const pageInfo = 'pageInfo { endCursor hasNextPage }';
const ofMessage = { messageId: 'ID!', limit: 'Int', after: 'String' };

export const editHistory = query<Schema.QueryEditHistoryArgs>('editHistory', { messageId: 'ID!' })({
  selection: `edition ${contentFields} replacedAt`,
  decode: list(messageEdit),
});
export const reactors = query<Schema.QueryReactorsArgs>(
  'reactors',
  ofMessage,
)({
  selection: `items { userId emojis } ${pageInfo}`,
  decode: reactorPage,
});
export const pollVotes = query<Schema.QueryPollVotesArgs>(
  'pollVotes',
  ofMessage,
)({
  selection: `items { userId optionIds } ${pageInfo}`,
  decode: pollVotePage,
});
export const auditLog = query<Schema.QueryAuditLogArgs>('auditLog', {
  sessionId: 'ID!',
  limit: 'Int',
  after: 'String',
})({ selection: `items { ${auditFields} } ${pageInfo}`, decode: auditPage });
export const resolveAnonymousSender = mutation<Schema.MutationResolveAnonymousSenderArgs>('resolveAnonymousSender', {
  messageId: 'ID!',
})({ selection: auditFields, decode: auditEntry });
