/**
 * What a mutation must select so that no subscriber of its event receives a blank: AppSync delivers only the fields that
 * the mutation selected. Paths as in `ctx.info.selectionSetList`. `test/house/event-fragments.test.ts` holds these
 * lists to the schema's types.
 */
const under = (parent: string, names: readonly string[]): string[] => [
  parent,
  ...names.map((name) => `${parent}/${name}`),
];

/** One after the other. Marked as pure wherever it is called, so that a bundle holds only the lists that it asks for. */
const joined = (lists: readonly (readonly string[])[]): readonly string[] =>
  lists.reduce<string[]>((all, some) => all.concat(some), []);

const head: readonly string[] = ['id', 'sessionId', 'seq', 'version', 'kind', 'content', 'content/text'];

const contents: readonly string[] = /* @__PURE__ */ joined([
  /* @__PURE__ */ under('content/code', ['language', 'source', 'lineCount', 'readingSeconds', 'syntax']),
  /* @__PURE__ */ under('content/code/problems', ['line', 'column']),
  /* @__PURE__ */ under('content/formula', ['tex']),
  /* @__PURE__ */ under('content/poll', ['question']),
  /* @__PURE__ */ under('content/poll/options', ['id', 'text', 'votes']),
  [
    'content/poll/isMultiple',
    'content/poll/isAnonymous',
    'content/poll/voterCount',
    'content/poll/closesAt',
    'content/poll/closedAt',
  ],
  /* @__PURE__ */ under('content/location', ['latitude', 'longitude', 'label']),
  /* @__PURE__ */ under('content/attachment', [
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
]);

const tail: readonly string[] = /* @__PURE__ */ joined([
  ['senderId', 'senderName', 'isAnonymous', 'clientMessageId', 'createdAt', 'editedAt', 'deletedAt', 'mentions'],
  /* @__PURE__ */ under('reactions', ['emoji', 'count']),
  /* @__PURE__ */ under('replyTo', ['messageId', 'senderId', 'senderName', 'kind', 'text', 'isDeleted']),
  ['threadRootId'],
  /* @__PURE__ */ under('thread', ['rootId', 'replyCount', 'lastReplyAt', 'version']),
  ['audience'],
]);

/** What only SYSTEM messages hold, which no client sends. */
export const systemFragment: readonly string[] = /* @__PURE__ */ joined([
  /* @__PURE__ */ under('content/system', ['event', 'userIds', 'role', 'until', 'messageId']),
  /* @__PURE__ */ under('content/system/session', [
    'name',
    'description',
    'avatarUrl',
    'bannerUrl',
    'tags',
    'status',
    'isFrozen',
  ]),
  /* @__PURE__ */ under('content/system/session/settings', [
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
]);

/** A message that a member sent. */
export const messageFragment: readonly string[] = /* @__PURE__ */ joined([head, contents, tail]);

/** Any message. */
export const everyMessageFragment: readonly string[] = /* @__PURE__ */ joined([head, contents, systemFragment, tail]);

const entryHead: readonly string[] = ['sessionId', 'seq', 'kind', 'createdAt', 'change', 'actorId'];

/** A change of a message that a member sent. */
export const messageUpdateFragment: readonly string[] = /* @__PURE__ */ joined([
  entryHead,
  /* @__PURE__ */ under('message', messageFragment),
]);

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
