import { CallMode } from '../../domain/vocabulary/calls.ts';
import { CodeLanguage } from '../../domain/vocabulary/code.ts';
import { previewOf } from '../../domain/vocabulary/message-text.ts';
import { AttachmentState, CodeSyntax, MessageKind, SystemEvent } from '../../domain/vocabulary/messages.ts';
import { MemberRole, ModerationLevel, SessionStatus } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { field, flag, list, nullable, number, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';

/** What was said, or what happened, at its final position: as it is in one of its versions. */
export type Message = Omit<Schema.Message, 'audience'>;

export type MessageContent = Schema.MessageContent;
export type PollContent = Schema.PollContent;
export type SystemContent = Schema.SystemContent;

const code: Decoder<Schema.CodeContent> = (value, path) => ({
  language: field(value, 'language', path, oneOf(CodeLanguage)),
  source: field(value, 'source', path, text),
  lineCount: field(value, 'lineCount', path, number),
  readingSeconds: field(value, 'readingSeconds', path, number),
  syntax: field(value, 'syntax', path, oneOf(CodeSyntax)),
  problems: field(value, 'problems', path, list(problem)),
});

const problem: Decoder<Schema.CodeProblem> = (value, path) => ({
  line: field(value, 'line', path, number),
  column: field(value, 'column', path, number),
});

const formula: Decoder<Schema.FormulaContent> = (value, path) => ({ tex: field(value, 'tex', path, text) });

const poll: Decoder<Schema.PollContent> = (value, path) => ({
  question: field(value, 'question', path, text),
  options: field(value, 'options', path, list(option)),
  isMultiple: field(value, 'isMultiple', path, flag),
  isAnonymous: field(value, 'isAnonymous', path, flag),
  voterCount: field(value, 'voterCount', path, number),
  closesAt: field(value, 'closesAt', path, nullable(text)),
  closedAt: field(value, 'closedAt', path, nullable(text)),
});

const option: Decoder<Schema.PollOption> = (value, path) => ({
  id: field(value, 'id', path, number),
  text: field(value, 'text', path, text),
  votes: field(value, 'votes', path, number),
});

const location: Decoder<Schema.LocationContent> = (value, path) => ({
  latitude: field(value, 'latitude', path, number),
  longitude: field(value, 'longitude', path, number),
  label: field(value, 'label', path, nullable(text)),
});

export const attachment: Decoder<Schema.Attachment> = (value, path) => ({
  fileId: field(value, 'fileId', path, text),
  name: field(value, 'name', path, text),
  mediaType: field(value, 'mediaType', path, text),
  size: field(value, 'size', path, number),
  width: field(value, 'width', path, nullable(number)),
  height: field(value, 'height', path, nullable(number)),
  durationMs: field(value, 'durationMs', path, nullable(number)),
  alt: field(value, 'alt', path, nullable(text)),
  state: field(value, 'state', path, oneOf(AttachmentState)),
});

export const sessionSettings: Decoder<Schema.SessionSettings> = (value, path) => ({
  allowInvites: field(value, 'allowInvites', path, flag),
  requireApproval: field(value, 'requireApproval', path, flag),
  allowFileUploads: field(value, 'allowFileUploads', path, flag),
  maxFileSize: field(value, 'maxFileSize', path, number),
  allowedFileTypes: field(value, 'allowedFileTypes', path, list(text)),
  messageRetentionDays: field(value, 'messageRetentionDays', path, nullable(number)),
  enableAI: field(value, 'enableAI', path, flag),
  moderationLevel: field(value, 'moderationLevel', path, oneOf(ModerationLevel)),
  slowModeSeconds: field(value, 'slowModeSeconds', path, number),
  maxMembers: field(value, 'maxMembers', path, number),
  allowAnonymous: field(value, 'allowAnonymous', path, flag),
});

const sessionState: Decoder<Schema.SessionState> = (value, path) => ({
  name: field(value, 'name', path, nullable(text)),
  description: field(value, 'description', path, nullable(text)),
  avatarUrl: field(value, 'avatarUrl', path, nullable(text)),
  bannerUrl: field(value, 'bannerUrl', path, nullable(text)),
  tags: field(value, 'tags', path, list(text)),
  status: field(value, 'status', path, oneOf(SessionStatus)),
  isFrozen: field(value, 'isFrozen', path, flag),
  settings: field(value, 'settings', path, sessionSettings),
});

const call: Decoder<Schema.SystemCall> = (value, path) => ({
  callId: field(value, 'callId', path, text),
  mode: field(value, 'mode', path, oneOf(CallMode)),
  durationSeconds: field(value, 'durationSeconds', path, nullable(number)),
  fileIds: field(value, 'fileIds', path, nullable(list(text))),
});

const system: Decoder<Schema.SystemContent> = (value, path) => ({
  event: field(value, 'event', path, oneOf(SystemEvent)),
  userIds: field(value, 'userIds', path, list(text)),
  role: field(value, 'role', path, nullable(oneOf(MemberRole))),
  until: field(value, 'until', path, nullable(text)),
  messageId: field(value, 'messageId', path, nullable(text)),
  session: field(value, 'session', path, nullable(sessionState)),
  call: field(value, 'call', path, nullable(call)),
});

/** What a kind does not have may be left out of a mutation's selection, and is null. */
export const content: Decoder<Schema.MessageContent> = (value, path) => ({
  text: field(value, 'text', path, nullable(text)),
  code: field(value, 'code', path, nullable(code)),
  formula: field(value, 'formula', path, nullable(formula)),
  poll: field(value, 'poll', path, nullable(poll)),
  location: field(value, 'location', path, nullable(location)),
  attachment: field(value, 'attachment', path, nullable(attachment)),
  system: field(value, 'system', path, nullable(system)),
});

const reaction: Decoder<Schema.Reaction> = (value, path) => ({
  emoji: field(value, 'emoji', path, text),
  count: field(value, 'count', path, number),
});

const quote: Decoder<Schema.MessageQuote> = (value, path) => ({
  messageId: field(value, 'messageId', path, text),
  senderId: field(value, 'senderId', path, text),
  senderName: field(value, 'senderName', path, nullable(text)),
  kind: field(value, 'kind', path, oneOf(MessageKind)),
  text: field(value, 'text', path, text),
  isDeleted: field(value, 'isDeleted', path, flag),
});

const thread: Decoder<Schema.Thread> = (value, path) => ({
  rootId: field(value, 'rootId', path, text),
  replyCount: field(value, 'replyCount', path, number),
  lastReplyAt: field(value, 'lastReplyAt', path, text),
  version: field(value, 'version', path, number),
});

export const message: Decoder<Message> = (value, path) => ({
  id: field(value, 'id', path, text),
  sessionId: field(value, 'sessionId', path, text),
  seq: field(value, 'seq', path, number),
  version: field(value, 'version', path, number),
  kind: field(value, 'kind', path, oneOf(MessageKind)),
  content: field(value, 'content', path, nullable(content)),
  senderId: field(value, 'senderId', path, text),
  senderName: field(value, 'senderName', path, nullable(text)),
  isAnonymous: field(value, 'isAnonymous', path, flag),
  clientMessageId: field(value, 'clientMessageId', path, text),
  createdAt: field(value, 'createdAt', path, text),
  editedAt: field(value, 'editedAt', path, nullable(text)),
  deletedAt: field(value, 'deletedAt', path, nullable(text)),
  mentions: field(value, 'mentions', path, list(text)),
  reactions: field(value, 'reactions', path, list(reaction)),
  replyTo: field(value, 'replyTo', path, nullable(quote)),
  threadRootId: field(value, 'threadRootId', path, nullable(text)),
  thread: field(value, 'thread', path, nullable(thread)),
});

/** The one text of a message, as a quote or a preview of it has it: `domain/vocabulary/message-content.ts`. */
export const textOf = ({ content: held }: Pick<Message, 'content'>): string =>
  held?.text ?? held?.code?.source ?? held?.formula?.tex ?? held?.poll?.question ?? held?.location?.label ?? '';

/** A message as one that answers it shows it. */
export const quoteOf = (quoted: Message): Schema.MessageQuote => ({
  messageId: quoted.id,
  senderId: quoted.senderId,
  senderName: quoted.senderName,
  kind: quoted.kind,
  text: previewOf(textOf(quoted)),
  isDeleted: quoted.deletedAt !== null,
});
