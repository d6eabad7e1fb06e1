import type { CallMode } from './calls.ts';
import type { CodeLanguage } from './code.ts';
import type { AttachmentState, CodeSyntax, SystemEvent } from './messages.ts';
import type { MemberRole } from './sessions.ts';
import type { SessionState } from './session-settings.ts';

/**
 * What messages hold besides their one text: these shapes are stored with a message and are part of its value in the
 * domain. The text is the TEXT itself, the code, the formula, the question of a poll, the label of a location, the caption
 * of a file, or empty.
 */
export interface CodeFacts {
  readonly language: CodeLanguage;
  readonly lineCount: number;
  readonly readingSeconds: number;
  readonly syntax: CodeSyntax;
  readonly problems: readonly { readonly line: number; readonly column: number }[];
}

export interface Poll {
  readonly options: readonly string[];
  readonly isMultiple: boolean;
  readonly isAnonymous: boolean;
  /** ISO 8601. */
  readonly closesAt: string | null;
  readonly closedAt: string | null;
  readonly voterCount: number;
  /** By `optionKey`; an option that nobody voted for has 0. */
  readonly votes: Readonly<Record<string, number>>;
}

/** What an option's count is kept under. */
export const optionKey = (id: number): string => `o${id}`;

/** WGS 84 degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Attachment {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly alt: string | null;
  readonly state: AttachmentState;
}

/** The call that an event is about. */
export interface CallFacts {
  readonly callId: string;
  readonly mode: CallMode;
  /** From the first answer to the end, in whole seconds; null for one that is not over, or that nobody answered. */
  readonly durationSeconds: number | null;
  /** CALL_RECORDED: files of the session. They leave with the entry. */
  readonly fileIds?: readonly string[];
  /** Of the end of a call that somebody answered. For figures: members are not shown it. */
  readonly outcome?: CallOutcome;
}

export interface CallOutcome {
  /** How many people were in it at some time. */
  readonly participantCount: number;
  /** Averages of what their clients reported; null where none did. */
  readonly quality: CallConnection | null;
}

/** How the connections of a call were. */
export interface CallConnection {
  readonly bandwidthKbps: number;
  /** From 0 to 100. */
  readonly packetLossPercent: number;
  /** There and back. */
  readonly latencyMs: number;
  readonly jitterMs: number;
}

/** What looking at a file can change of an attachment. */
export type FileFacts = Pick<Attachment, 'fileId' | 'size' | 'width' | 'height' | 'state'>;

export interface SystemFacts {
  readonly event: SystemEvent;
  readonly userIds: readonly string[];
  /** They were not in the session: they are not told, or they would learn of it. Absent is false. */
  readonly ofOutsiders?: boolean;
  readonly role: MemberRole | null;
  /** ISO 8601. */
  readonly until: string | null;
  /** The position of the message that it is about. */
  readonly messageSeq: number | null;
  /** The session as the event left it, where the event changed it. */
  readonly session: SessionState | null;
  /** Only of events that begin with CALL. */
  readonly call?: CallFacts;
}
