import { randomUUID } from 'node:crypto';
import type { SessionLog } from '../../application/ports/session-log.ts';
import type { SentContent } from '../../domain/message/content.ts';
import type { MessageDraft } from '../../domain/message/message.ts';
import { composeMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { granted } from './chat-sessions.ts';
import { noon } from './manual-clock.ts';

/** A text to everyone, in nobody's thread, unless told otherwise. */
export function aDraft(
  sessionId: SessionId,
  senderId: UserId,
  {
    text = 'hello',
    clientMessageId = randomUUID(),
    senderName = null,
    ...rest
  }: Partial<Record<'text' | 'clientMessageId', string>> &
    Partial<
      Pick<MessageDraft, 'senderName' | 'content' | 'alias' | 'mentions' | 'replyTo' | 'threadRoot' | 'retentionDays'>
    > = {},
): MessageDraft {
  const wish = { senderId, senderName, clientMessageId, kind: 'TEXT', content: { text }, mentions: [] } as const;
  const composed = granted(composeMessage(wish, noon));
  const content = { kind: 'TEXT', text } as const;
  return { ...composed, content, sessionId, alias: null, replyTo: null, threadRoot: null, retentionDays: 0, ...rest };
}

/** The next position of a log, for a message. @throws where none is to be had. */
export async function aPosition(log: SessionLog, sessionId: SessionId, at: Instant): Promise<Seq> {
  const reserved = await log.reserve(sessionId, at, { as: 'message', accessVersion: 0 });
  if (reserved.kind !== 'reserved') throw new Error(`unable to go on; the reservation ended ${reserved.kind}`);
  return reserved.seq;
}

/** Something of every kind that members send, with all that it can hold. */
export const everyContent: readonly (readonly [string, SentContent])[] = [
  ['a text', { kind: 'TEXT', text: 'hello' }],
  [
    'code',
    {
      kind: 'CODE',
      text: 'let x = ;\n',
      code: {
        language: 'JAVASCRIPT',
        lineCount: 1,
        readingSeconds: 2,
        syntax: 'INVALID',
        problems: [{ line: 1, column: 9 }],
      },
    },
  ],
  ['a formula', { kind: 'MATH_FORMULA', text: '\\frac{1}{2}' }],
  [
    'a poll',
    {
      kind: 'POLL',
      text: 'When?',
      poll: {
        options: ['now', 'later'],
        isMultiple: true,
        isAnonymous: true,
        closesAt: '2026-11-22T12:00:00.000Z',
        closedAt: null,
        voterCount: 0,
        votes: { o0: 0, o1: 0 },
      },
    },
  ],
  ['a place', { kind: 'LOCATION', text: '', location: { latitude: -33.9, longitude: 151.2 } }],
  [
    'a file',
    {
      kind: 'AUDIO',
      text: 'listen',
      attachment: {
        fileId: 'file-1',
        name: 'Grüße.mp3',
        mediaType: 'audio/mpeg',
        size: 12_345,
        width: null,
        height: null,
        durationMs: 4_200,
        alt: null,
        state: 'PENDING',
      },
    },
  ],
];
