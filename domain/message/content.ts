import type { ContentParts, FileWish } from '../vocabulary/composed.ts';
import type { Attachment, CodeFacts, Place, Poll, SystemFacts } from '../vocabulary/message-content.ts';
import type { AttachmentKind, MessageKind } from '../vocabulary/messages.ts';
import { isAttachmentKind } from '../vocabulary/messages.ts';

/** Text is stored as typed, and is never HTML. */
export interface TextContent {
  readonly kind: typeof MessageKind.TEXT;
  readonly text: string;
}

export interface CodeContent {
  readonly kind: typeof MessageKind.CODE;
  /** The source. */
  readonly text: string;
  readonly code: CodeFacts;
}

export interface FormulaContent {
  readonly kind: typeof MessageKind.MATH_FORMULA;
  /** TeX. */
  readonly text: string;
}

export interface PollContent {
  readonly kind: typeof MessageKind.POLL;
  /** The question. */
  readonly text: string;
  readonly poll: Poll;
}

export interface LocationContent {
  readonly kind: typeof MessageKind.LOCATION;
  /** The label, empty where there is none. */
  readonly text: string;
  readonly location: Place;
}

export interface AttachmentContent {
  readonly kind: AttachmentKind;
  /** The caption, empty where there is none. */
  readonly text: string;
  readonly attachment: Attachment;
}

/** A file that is still to be looked up. */
export interface AwaitingFile {
  readonly kind: AttachmentKind;
  /** The caption, empty where there is none. */
  readonly text: string;
  readonly file: FileWish;
}

/** What members send. */
export type SentContent =
  TextContent | CodeContent | FormulaContent | PollContent | LocationContent | AttachmentContent;

/** What members send, as far as it can be judged by itself. */
export type ComposedContent = Exclude<SentContent, AttachmentContent> | AwaitingFile;

/** What happened in the session. */
export interface SystemContent {
  readonly kind: typeof MessageKind.SYSTEM;
  readonly text: '';
  readonly system: SystemFacts;
}

/** What the assistant said. */
export interface AiContent {
  readonly kind: typeof MessageKind.AI_RESPONSE;
  readonly text: string;
}

/** What a message holds, by kind. */
export type MessageContent = SentContent | SystemContent | AiContent;

/**
 * What a member's parts make together before anything was looked up.
 * @throws {RangeError} for parts that are not of the kind, which is a bug.
 */
export function composedContentOf(kind: MessageKind, parts: ContentParts): ComposedContent {
  const { text, file } = parts;
  if (isAttachmentKind(kind)) {
    if (file !== undefined) return { kind, text, file };
  } else {
    const content = contentOf(kind, parts);
    if (!('attachment' in content)) return content;
  }
  throw new RangeError(`unable to put the content together; it is not that of a ${kind}`);
}

/**
 * What the parts that a kind needs make together.
 * @throws {RangeError} for parts that are not of the kind, which is a bug.
 */
export function contentOf(kind: MessageKind, { text, code, poll, location, attachment }: ContentParts): SentContent {
  switch (kind) {
    case 'TEXT':
    case 'MATH_FORMULA':
      return { kind, text };
    case 'CODE':
      if (code !== undefined) return { kind, text, code };
      break;
    case 'POLL':
      if (poll !== undefined) return { kind, text, poll };
      break;
    case 'LOCATION':
      if (location !== undefined) return { kind, text, location };
      break;
    case 'IMAGE':
    case 'FILE':
    case 'AUDIO':
    case 'VIDEO':
      if (attachment !== undefined) return { kind, text, attachment };
      break;
    default:
      break;
  }
  throw new RangeError(`unable to put the content together; it is not that of a ${kind}`);
}
