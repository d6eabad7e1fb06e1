import type { MessageContent } from '../../domain/message/content.ts';
import { CallMode } from '../../domain/vocabulary/calls.ts';
import { CodeLanguage } from '../../domain/vocabulary/code.ts';
import type {
  Attachment,
  CallFacts,
  CallOutcome,
  CodeFacts,
  Place,
  Poll,
  SystemFacts,
} from '../../domain/vocabulary/message-content.ts';
import type { MessageKind } from '../../domain/vocabulary/messages.ts';
import { AttachmentState, CodeSyntax, SystemEvent } from '../../domain/vocabulary/messages.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type { Attributes } from './attributes.ts';
import { readSample } from './call-quality-items.ts';
import type { MessageSlotItem } from './layout/index.ts';
import { readSessionState } from './settings-items.ts';

/** The attributes of a slot that make up a message's content. */
export type ContentAttributes = Pick<MessageSlotItem, 'text' | 'code' | 'poll' | 'location' | 'attachment' | 'system'>;

export function contentAttributes(content: MessageContent): ContentAttributes {
  const { text } = content;
  switch (content.kind) {
    case 'TEXT':
    case 'MATH_FORMULA':
    case 'AI_RESPONSE':
      return { text };
    case 'CODE':
      return { text, code: content.code };
    case 'POLL':
      return { text, poll: content.poll };
    case 'LOCATION':
      return { text, location: content.location };
    case 'SYSTEM':
      return { text, system: content.system };
    default:
      return { text, attachment: content.attachment };
  }
}

export function readContent(kind: MessageKind, slot: Attributes): MessageContent {
  const text = slot.text('text');
  switch (kind) {
    case 'TEXT':
    case 'MATH_FORMULA':
    case 'AI_RESPONSE':
      return { kind, text };
    case 'CODE':
      return { kind, text, code: readCode(slot.part('code')) };
    case 'POLL':
      return { kind, text, poll: readPoll(slot.part('poll')) };
    case 'LOCATION':
      return { kind, text, location: readPlace(slot.part('location')) };
    case 'SYSTEM':
      return { kind, text: '', system: readSystem(slot.part('system')) };
    default:
      return { kind, text, attachment: readAttachment(slot.part('attachment')) };
  }
}

const readCode = (code: Attributes): CodeFacts => ({
  language: code.oneOf('language', CodeLanguage),
  lineCount: code.count('lineCount'),
  readingSeconds: code.count('readingSeconds'),
  syntax: code.oneOf('syntax', CodeSyntax),
  problems: code.parts('problems').map((place) => ({ line: place.count('line'), column: place.count('column') })),
});

const readPoll = (poll: Attributes): Poll => ({
  options: poll.texts('options'),
  isMultiple: poll.flag('isMultiple'),
  isAnonymous: poll.flag('isAnonymous'),
  closesAt: poll.textOrNull('closesAt'),
  closedAt: poll.textOrNull('closedAt'),
  voterCount: poll.count('voterCount'),
  votes: poll.counts('votes'),
});

const readPlace = (place: Attributes): Place => ({
  latitude: place.number('latitude'),
  longitude: place.number('longitude'),
});

const readAttachment = (file: Attributes): Attachment => ({
  fileId: file.text('fileId'),
  name: file.text('name'),
  mediaType: file.text('mediaType'),
  size: file.count('size'),
  width: file.countOrNull('width'),
  height: file.countOrNull('height'),
  durationMs: file.countOrNull('durationMs'),
  alt: file.textOrNull('alt'),
  state: file.oneOf('state', AttachmentState),
});

function readSystem(system: Attributes): SystemFacts {
  const session = system.partOrNull('session');
  const call = system.partOrNull('call');
  return {
    event: system.oneOf('event', SystemEvent),
    userIds: system.userIds('userIds'),
    ...(system.flagOrFalse('ofOutsiders') ? { ofOutsiders: true } : {}),
    role: system.oneOfOrNull('role', MemberRole),
    until: system.textOrNull('until'),
    messageSeq: system.has('messageSeq') ? system.seq('messageSeq') : null,
    session: session && readSessionState(session),
    ...(call === null ? {} : { call: readCall(call) }),
  };
}

const readCall = (call: Attributes): CallFacts => ({
  callId: call.text('callId'),
  mode: call.oneOf('mode', CallMode),
  durationSeconds: call.countOrNull('durationSeconds'),
  ...(call.has('fileIds') ? { fileIds: call.texts('fileIds') } : {}),
  ...(call.has('outcome') ? { outcome: readOutcome(call.part('outcome')) } : {}),
});

function readOutcome(outcome: Attributes): CallOutcome {
  const quality = outcome.partOrNull('quality');
  return { participantCount: outcome.count('participantCount'), quality: quality && readSample(quality) };
}
