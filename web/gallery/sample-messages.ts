import type { Message, MessageContent } from '../../client/core/index.ts';
import { ago, sampleSession } from './sample-session.ts';

const empty: MessageContent = {
  text: null,
  code: null,
  formula: null,
  poll: null,
  location: null,
  attachment: null,
  system: null,
};

type Saying = Partial<Omit<Message, 'content'>> & { readonly content: Partial<MessageContent> };

const poll = (closedAt: string | null): MessageContent['poll'] => ({
  question: closedAt === null ? 'When shall we meet?' : 'Where was it best?',
  options: [
    { id: 0, text: 'Monday', votes: 2 },
    { id: 1, text: 'Tuesday, but only if it does not rain and everybody brings something to eat', votes: 1 },
    { id: 2, text: 'Never', votes: 0 },
  ],
  isMultiple: false,
  isAnonymous: closedAt !== null,
  voterCount: 3,
  closesAt: null,
  closedAt,
});

const file = (name: string, mediaType: string, more: Partial<NonNullable<MessageContent['attachment']>> = {}) => ({
  fileId: name,
  name,
  mediaType,
  size: 482_133,
  width: null,
  height: null,
  durationMs: null,
  alt: null,
  state: 'CLEAN' as const,
  ...more,
});

const code = (source: string, syntax: 'VALID' | 'INVALID', problems: readonly { line: number; column: number }[]) => ({
  language: 'PYTHON' as const,
  source,
  lineCount: source.split('\n').length,
  readingSeconds: 4,
  syntax,
  problems: [...problems],
});

const system = (event: NonNullable<MessageContent['system']>['event'], userIds: readonly string[]) => ({
  event,
  userIds: [...userIds],
  role: null,
  until: null,
  messageId: null,
  session: null,
  call: null,
});

const markdown = `# Markdown
**Bold**, *italic*, ~~gone~~, \`code\` and [a link](https://example.org/a).

> Said before,
> > and before that

- one
- two
  1. first of it

\`\`\`python
print("highlighted")
\`\`\``;

const rootId = `${sampleSession.id}.13`;
const sayings: readonly Saying[] = [
  { kind: 'SYSTEM', content: { system: system('MEMBERS_JOINED', ['bob', 'cat']) }, senderId: 'ann' },
  { content: { text: 'A text, with a link to https://example.org/a/page and nothing else.' } },
  { content: { text: 'Another one by the same person, a moment later.' } },
  { senderId: 'ann', content: { text: 'An own one, which everybody read.' }, reactions: [{ emoji: '👍', count: 2 }] },
  { content: { text: '🎉🎉' } },
  { content: { text: `Unbroken: ${'averylongword'.repeat(14)}` } },
  { content: { text: 'A long one. It goes on, and on, and then it goes on some more.\n'.repeat(40) } },
  { content: { text: 'هذه رسالة تُكتب من اليمين إلى اليسار.' }, senderId: 'cat' },
  { senderId: '#Quiet Otter', senderName: 'Quiet Otter', isAnonymous: true, content: { text: 'Said under an alias.' } },
  { content: { text: 'This was put better later.' }, editedAt: ago(3) },
  { content: {}, deletedAt: ago(3) },
  {
    content: { text: 'An answer to what was said above.' },
    replyTo: {
      messageId: `${sampleSession.id}.4`,
      senderId: 'ann',
      senderName: 'Ann',
      kind: 'TEXT',
      text: 'An own one, which everybody read.',
      isDeleted: false,
    },
  },
  {
    content: { text: 'A thread begins here.' },
    thread: { rootId, replyCount: 2, lastReplyAt: ago(2), version: 1 },
  },
  { content: { text: 'Somebody is meant: @ann' }, mentions: ['ann'] },
  { kind: 'CODE', content: { code: code('def greet(name):\n    return f"Hello {name}"', 'VALID', []) } },
  { kind: 'CODE', content: { code: code('def broken(:\n    pass', 'INVALID', [{ line: 1, column: 12 }]) } },
  { kind: 'MATH_FORMULA', content: { formula: { tex: '\\int_0^1 x^2\\,dx = \\frac{1}{3}' } } },
  { kind: 'MATH_FORMULA', content: { formula: { tex: '\\frac{1}{' } } },
  { kind: 'POLL', content: { poll: poll(null) }, senderId: 'ann' },
  { kind: 'POLL', content: { poll: poll(ago(2)) } },
  { kind: 'LOCATION', content: { location: { latitude: 51.5, longitude: -0.12, label: 'By the river' } } },
  { kind: 'FILE', content: { attachment: file('notes.pdf', 'application/pdf') } },
  { kind: 'FILE', content: { attachment: file('being-checked.pdf', 'application/pdf', { state: 'PENDING' }) } },
  { kind: 'FILE', content: { attachment: file('harmful.pdf', 'application/pdf', { state: 'REJECTED' }) } },
  { kind: 'AUDIO', content: { attachment: file('voice.webm', 'audio/webm', { durationMs: 12_000 }) } },
  { content: { text: markdown } },
  { senderId: 'ann', content: { text: markdown } },
  { kind: 'AI_RESPONSE', content: { text: 'An answer that a program wrote.' } },
  { kind: 'SYSTEM', content: { system: system('SESSION_FROZEN', []) }, senderId: 'ann' },
  { senderId: 'ann', content: { text: 'Read by everybody' } },
  { senderId: 'ann', content: { text: 'Delivered to everybody' } },
  { senderId: 'ann', content: { text: 'Sent' } },
];

const messageOf = ({ content, ...saying }: Saying, at: number): Message => ({
  id: `${sampleSession.id}.${at + 1}`,
  sessionId: sampleSession.id,
  seq: at + 1,
  version: 1,
  kind: 'TEXT',
  senderId: 'bob',
  senderName: null,
  isAnonymous: false,
  clientMessageId: `sample-${at}`,
  createdAt: ago(sayings.length - at + (at < 5 ? 1500 : 0)),
  editedAt: null,
  deletedAt: null,
  mentions: [],
  reactions: [],
  replyTo: null,
  threadRootId: null,
  thread: null,
  ...saying,
  content: saying.deletedAt === undefined ? { ...empty, ...content } : null,
});

export const sampleMessages: readonly Message[] = sayings.map(messageOf);

const replies: readonly Saying[] = [
  { content: { text: 'A reply' }, threadRootId: rootId },
  { content: { text: 'Another, by somebody else' }, senderId: 'cat', threadRootId: rootId },
];
/** What was replied where a thread begins; after all else, so that it does not change the rest. */
export const sampleReplies: readonly Message[] = replies.map((reply, at) => messageOf(reply, sayings.length + at));

const { length } = sampleMessages;
/** Up to where the others have read, and received. */
export const readTo = length - 2;
export const deliveredTo = length - 1;
