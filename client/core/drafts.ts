import { lineCountOf, readingSecondsOf } from '../../domain/vocabulary/code.ts';
import type * as Schema from '../../generated/schema.ts';

/** What somebody wants to send: one kind of content, and what it belongs to. */
export interface Draft {
  readonly kind: Schema.MessageKind;
  readonly content: Schema.MessageContentInput;
  /** User ids. */
  readonly mentions?: readonly string[];
  /** The id of the message that it answers. */
  readonly replyToId?: string;
  /** The id of the message whose thread it goes to. */
  readonly threadRootId?: string;
  readonly isAnonymous?: boolean;
  /** What the file of `content.attachment` is, which is shown until the server answers. */
  readonly file?: DraftFile;
}

export type DraftFile = Omit<Schema.Attachment, 'fileId' | 'alt' | 'state'>;

export const draftOf = (what: string | Draft): Draft =>
  typeof what === 'string' ? { kind: 'TEXT', content: { text: what } } : what;

export const inputOf = (sessionId: string, key: string, draft: Draft): Schema.SendMessageInput => ({
  sessionId,
  clientMessageId: key,
  kind: draft.kind,
  content: draft.content,
  ...(draft.mentions === undefined ? {} : { mentions: draft.mentions }),
  ...(draft.replyToId === undefined ? {} : { replyToId: draft.replyToId }),
  ...(draft.threadRootId === undefined ? {} : { threadRootId: draft.threadRootId }),
  ...(draft.isAnonymous === true ? { isAnonymous: true } : {}),
});

/** A draft as the message will show it, as far as this side can know. */
export const contentOf = ({ content, file }: Draft): Schema.MessageContent => ({
  text: content.text ?? null,
  code: codeOf(content.code),
  formula: content.formula ?? null,
  poll: pollOf(content.poll),
  location: locationOf(content.location),
  attachment: attachmentOf(content.attachment, file),
  system: null,
});

const codeOf = (code: Schema.MessageContentInput['code']): Schema.CodeContent | null =>
  code === null || code === undefined
    ? null
    : {
        ...code,
        lineCount: lineCountOf(code.source),
        readingSeconds: readingSecondsOf(code.source),
        syntax: 'UNCHECKED',
        problems: [],
      };

const pollOf = (poll: Schema.MessageContentInput['poll']): Schema.PollContent | null =>
  poll === null || poll === undefined
    ? null
    : {
        question: poll.question,
        options: poll.options.map((text, id) => ({ id, text, votes: 0 })),
        isMultiple: poll.isMultiple ?? false,
        isAnonymous: poll.isAnonymous ?? false,
        voterCount: 0,
        closesAt: poll.closesAt ?? null,
        closedAt: null,
      };

const locationOf = (location: Schema.MessageContentInput['location']): Schema.LocationContent | null =>
  location === null || location === undefined ? null : { ...location, label: location.label ?? null };

const attachmentOf = (
  attachment: Schema.MessageContentInput['attachment'],
  file: DraftFile | undefined,
): Schema.Attachment | null =>
  attachment === null || attachment === undefined || file === undefined
    ? null
    : { ...file, fileId: attachment.fileId, alt: attachment.alt ?? null, state: 'PENDING' };
