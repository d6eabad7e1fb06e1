import { CallMode } from '../../domain/vocabulary/calls.ts';
import { CodeLanguage } from '../../domain/vocabulary/code.ts';
import { previewOf } from '../../domain/vocabulary/message-text.ts';
import { AttachmentState, CodeSyntax, MessageKind, SystemEvent } from '../../domain/vocabulary/messages.ts';
import { MemberRole, ModerationLevel, SessionStatus } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { fields, flag, list, nullable, number, oneOf, text } from './decode.ts';
import type { Decoder, Decoders } from './decode.ts';

/** What was said, or what happened, at its final position: as it is in one of its versions. */
export type Message = Omit<Schema.Message, 'audience'>;

export type MessageContent = Schema.MessageContent;
export type PollContent = Schema.PollContent;
export type SystemContent = Schema.SystemContent;

const problem: Decoder<Schema.CodeProblem> = /* @__PURE__ */ fields({
  line: number,
  column: number,
});

const code: Decoder<Schema.CodeContent> = /* @__PURE__ */ fields({
  language: oneOf(CodeLanguage),
  source: text,
  lineCount: number,
  readingSeconds: number,
  syntax: oneOf(CodeSyntax),
  problems: list(problem),
});

const formula: Decoder<Schema.FormulaContent> = /* @__PURE__ */ fields({
  tex: text,
});

const option: Decoder<Schema.PollOption> = /* @__PURE__ */ fields({
  id: number,
  text,
  votes: number,
});

const poll: Decoder<Schema.PollContent> = /* @__PURE__ */ fields({
  question: text,
  options: list(option),
  isMultiple: flag,
  isAnonymous: flag,
  voterCount: number,
  closesAt: nullable(text),
  closedAt: nullable(text),
});

const location: Decoder<Schema.LocationContent> = /* @__PURE__ */ fields({
  latitude: number,
  longitude: number,
  label: nullable(text),
});

export const attachment: Decoder<Schema.Attachment> = /* @__PURE__ */ fields({
  fileId: text,
  name: text,
  mediaType: text,
  size: number,
  width: nullable(number),
  height: nullable(number),
  durationMs: nullable(number),
  alt: nullable(text),
  state: oneOf(AttachmentState),
});

const sessionSettings: Decoder<Schema.SessionSettings> = /* @__PURE__ */ fields({
  allowInvites: flag,
  requireApproval: flag,
  allowFileUploads: flag,
  maxFileSize: number,
  allowedFileTypes: list(text),
  messageRetentionDays: nullable(number),
  enableAI: flag,
  moderationLevel: oneOf(ModerationLevel),
  slowModeSeconds: number,
  maxMembers: number,
  allowAnonymous: flag,
});

/** What a session is like, as itself and as what the system says of it have it. */
export const sessionStateFields: Decoders<Schema.SessionState> = {
  name: nullable(text),
  description: nullable(text),
  avatarUrl: nullable(text),
  bannerUrl: nullable(text),
  tags: list(text),
  status: oneOf(SessionStatus),
  isFrozen: flag,
  settings: sessionSettings,
};

const call: Decoder<Schema.SystemCall> = /* @__PURE__ */ fields({
  callId: text,
  mode: oneOf(CallMode),
  durationSeconds: nullable(number),
  fileIds: nullable(list(text)),
});

const system: Decoder<Schema.SystemContent> = /* @__PURE__ */ fields({
  event: oneOf(SystemEvent),
  userIds: list(text),
  role: nullable(oneOf(MemberRole)),
  until: nullable(text),
  messageId: nullable(text),
  session: nullable(fields(sessionStateFields)),
  call: nullable(call),
});

/** What a kind does not have may be left out of a mutation's selection, and is null. */
export const content: Decoder<Schema.MessageContent> = /* @__PURE__ */ fields({
  text: nullable(text),
  code: nullable(code),
  formula: nullable(formula),
  poll: nullable(poll),
  location: nullable(location),
  attachment: nullable(attachment),
  system: nullable(system),
});

const reaction: Decoder<Schema.Reaction> = /* @__PURE__ */ fields({
  emoji: text,
  count: number,
});

const quote: Decoder<Schema.MessageQuote> = /* @__PURE__ */ fields({
  messageId: text,
  senderId: text,
  senderName: nullable(text),
  kind: oneOf(MessageKind),
  text,
  isDeleted: flag,
});

const thread: Decoder<Schema.Thread> = /* @__PURE__ */ fields({
  rootId: text,
  replyCount: number,
  lastReplyAt: text,
  version: number,
});

export const message: Decoder<Message> = /* @__PURE__ */ fields({
  id: text,
  sessionId: text,
  seq: number,
  version: number,
  kind: oneOf(MessageKind),
  content: nullable(content),
  senderId: text,
  senderName: nullable(text),
  isAnonymous: flag,
  clientMessageId: text,
  createdAt: text,
  editedAt: nullable(text),
  deletedAt: nullable(text),
  mentions: list(text),
  reactions: list(reaction),
  replyTo: nullable(quote),
  threadRootId: nullable(text),
  thread: nullable(thread),
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
