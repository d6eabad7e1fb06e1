/**
 * What a mutation must select so that no subscriber of its event receives a blank: AppSync delivers only the fields that
 * the mutation selected. Paths as in `ctx.info.selectionSetList`. `test/house/event-fragments.test.ts` holds these
 * lists to the schema's types.
 */
const under = (parent: string, names: readonly string[]): string[] => [
  parent,
  ...names.map((name) => `${parent}/${name}`),
];

const head: readonly string[] = ['id', 'sessionId', 'seq', 'version', 'kind', 'content', 'content/text'];

const contents: readonly string[] = [
  ...under('content/code', ['language', 'source', 'lineCount', 'readingSeconds', 'syntax']),
  ...under('content/code/problems', ['line', 'column']),
  ...under('content/formula', ['tex']),
  ...under('content/poll', ['question']),
  ...under('content/poll/options', ['id', 'text', 'votes']),
  'content/poll/isMultiple',
  'content/poll/isAnonymous',
  'content/poll/voterCount',
  'content/poll/closesAt',
  'content/poll/closedAt',
  ...under('content/location', ['latitude', 'longitude', 'label']),
  ...under('content/attachment', [
    'fileId',
    'name',
    'mediaType',
    'size',
    'width',
    'height',
    'durationMs',
    'alt',
    'state',
  ]),
];

const tail: readonly string[] = [
  'senderId',
  'senderName',
  'isAnonymous',
  'clientMessageId',
  'createdAt',
  'editedAt',
  'deletedAt',
  'mentions',
  ...under('reactions', ['emoji', 'count']),
  ...under('replyTo', ['messageId', 'senderId', 'senderName', 'kind', 'text', 'isDeleted']),
  'threadRootId',
  ...under('thread', ['rootId', 'replyCount', 'lastReplyAt', 'version']),
  'audience',
];

/** What only SYSTEM messages hold, which no client sends. */
export const systemFragment: readonly string[] = [
  ...under('content/system', ['event', 'userIds', 'role', 'until', 'messageId']),
  ...under('content/system/session', ['name', 'description', 'avatarUrl', 'bannerUrl', 'tags', 'status', 'isFrozen']),
  ...under('content/system/session/settings', [
    'allowInvites',
    'requireApproval',
    'allowFileUploads',
    'maxFileSize',
    'allowedFileTypes',
    'messageRetentionDays',
    'enableAI',
    'moderationLevel',
    'slowModeSeconds',
    'maxMembers',
    'allowAnonymous',
  ]),
];

/** A message that a member sent. */
export const messageFragment: readonly string[] = [...head, ...contents, ...tail];

/** Any message. */
export const everyMessageFragment: readonly string[] = [...head, ...contents, ...systemFragment, ...tail];

const entryHead: readonly string[] = ['sessionId', 'seq', 'kind', 'createdAt', 'change', 'actorId'];

/** A change of a message that a member sent. */
export const messageUpdateFragment: readonly string[] = [...entryHead, ...under('message', messageFragment)];

export const receiptFragment: readonly string[] = [
  'sessionId',
  'userId',
  'lastReadSeq',
  'readAt',
  'lastDeliveredSeq',
  'audience',
];

export const typingFragment: readonly string[] = ['sessionId', 'userId', 'userName', 'isTyping', 'expiresAt'];

export const presenceFragment: readonly string[] = ['userId', 'status', 'note', 'lastSeenAt', 'expiresAt', 'channels'];
