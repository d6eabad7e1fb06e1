import type { MessageKind } from './messages.ts';

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

const head: readonly string[] = ['id', 'sessionId', 'seq', 'version', 'kind', 'content'];
const text: readonly string[] = ['content/text'];
const code: readonly string[] = /* @__PURE__ */ joined([
  /* @__PURE__ */ under('content/code', ['language', 'source', 'lineCount', 'readingSeconds', 'syntax']),
  /* @__PURE__ */ under('content/code/problems', ['line', 'column']),
]);
const formula: readonly string[] = /* @__PURE__ */ under('content/formula', ['tex']);
const poll: readonly string[] = /* @__PURE__ */ joined([
  /* @__PURE__ */ under('content/poll', ['question']),
  /* @__PURE__ */ under('content/poll/options', ['id', 'text', 'votes']),
  [
    'content/poll/isMultiple',
    'content/poll/isAnonymous',
    'content/poll/voterCount',
    'content/poll/closesAt',
    'content/poll/closedAt',
  ],
]);
const location: readonly string[] = /* @__PURE__ */ under('content/location', ['latitude', 'longitude', 'label']);
const attachment: readonly string[] = /* @__PURE__ */ under('content/attachment', [
  'fileId',
  'name',
  'mediaType',
  'size',
  'width',
  'height',
  'durationMs',
  'alt',
  'state',
]);
const said: readonly string[] = /* @__PURE__ */ joined([
  ['senderId', 'senderName', 'isAnonymous', 'clientMessageId', 'createdAt', 'editedAt', 'deletedAt', 'mentions'],
  /* @__PURE__ */ under('reactions', ['emoji', 'count']),
]);
const quote: readonly string[] = /* @__PURE__ */ under('replyTo', [
  'messageId',
  'senderId',
  'senderName',
  'kind',
  'text',
  'isDeleted',
]);
const thread: readonly string[] = /* @__PURE__ */ joined([
  ['threadRootId'],
  /* @__PURE__ */ under('thread', ['rootId', 'replyCount', 'lastReplyAt', 'version']),
]);
const audience: readonly string[] = ['audience'];

/** What a message carries besides what every message does. */
export interface MessageParts {
  /** Null for one whose content is gone. */
  readonly kind: MessageKind | null;
  readonly answers: boolean;
  /** Whether it starts a thread or is in one. */
  readonly isThreaded: boolean;
}

const contentOf = (kind: MessageKind | null): readonly string[] => {
  switch (kind) {
    case 'TEXT':
    case 'AI_RESPONSE':
      return text;
    case 'CODE':
      return code;
    case 'MATH_FORMULA':
      return formula;
    case 'POLL':
      return poll;
    case 'LOCATION':
      return location;
    case null:
    case 'SYSTEM':
      return [];
    default:
      return joined([text, attachment]);
  }
};

/** What of one message is not null anyway: whoever leaves out the rest blanks nobody. */
export const fragmentOf = ({ kind, answers, isThreaded }: MessageParts): readonly string[] =>
  joined([head, contentOf(kind), said, answers ? quote : [], isThreaded ? thread : [], audience]);

const contents: readonly string[] = /* @__PURE__ */ joined([text, code, formula, poll, location, attachment]);
const tail: readonly string[] = /* @__PURE__ */ joined([said, quote, thread, audience]);

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
  /* @__PURE__ */ under('content/system/call', ['callId', 'mode', 'durationSeconds', 'fileIds']),
]);

/** A message that a member sent. */
export const messageFragment: readonly string[] = /* @__PURE__ */ joined([head, contents, tail]);

/** Any message. */
export const everyMessageFragment: readonly string[] = /* @__PURE__ */ joined([head, contents, systemFragment, tail]);

const entryHead: readonly string[] = ['sessionId', 'seq', 'kind', 'createdAt', 'change', 'actorId'];

/** A change of a message, but for the message. */
export const updateFragmentOf = (parts: MessageParts): readonly string[] =>
  joined([entryHead, under('message', fragmentOf(parts))]);

/** A change of any message that a member sent. */
export const messageUpdateFragment: readonly string[] = /* @__PURE__ */ joined([
  entryHead,
  /* @__PURE__ */ under('message', messageFragment),
]);

/** Besides that, of a change of what the system says: people react to it. */
export const systemUpdateFragment: readonly string[] = /* @__PURE__ */ under('message', systemFragment);

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
