import type { UserId } from '../shared/ids.ts';
import type { Instant } from '../shared/instant.ts';
import { toIso } from '../shared/instant.ts';
import type { FileFacts, Poll } from '../vocabulary/message-content.ts';
import { optionKey } from '../vocabulary/message-content.ts';
import type { MessageChange } from '../vocabulary/messages.ts';
import { MessageKind } from '../vocabulary/messages.ts';
import type { SentContent } from './content.ts';
import type { Message } from './message.ts';

/** What someone does to a message. */
export type MessageEffect =
  | { readonly change: typeof MessageChange.EDITED; readonly content: SentContent }
  | { readonly change: typeof MessageChange.DELETED }
  | { readonly change: typeof MessageChange.REACTION_ADDED; readonly emoji: string }
  | { readonly change: typeof MessageChange.REACTION_REMOVED; readonly emoji: string }
  /** Option ids, ascending, each once; empty for no vote. */
  | {
      readonly change: typeof MessageChange.VOTED;
      readonly before: readonly number[];
      readonly after: readonly number[];
    }
  | { readonly change: typeof MessageChange.POLL_CLOSED };

/** What became of the file of a message, which no member does. */
export function withFile(message: Message, shown: FileFacts): Message {
  const { content } = message;
  if (content === null || !('attachment' in content)) return message;
  const attachment = { ...content.attachment, ...shown };
  return { ...message, version: message.version + 1, content: { ...content, attachment } };
}

/** The message as `effect` leaves it. What may be done to it is for the rules to say, before. */
export function changedMessage(message: Message, effect: MessageEffect, by: UserId, at: Instant): Message {
  const next = { ...message, version: message.version + 1 };
  switch (effect.change) {
    case 'EDITED':
      return { ...next, content: effect.content, edition: message.edition + 1, editedAt: at };
    case 'DELETED':
      return { ...next, content: null, mentions: [], reactions: {}, deletion: { at, by } };
    case 'REACTION_ADDED':
      return { ...next, reactions: counted(message.reactions, effect.emoji, 1) };
    case 'REACTION_REMOVED':
      return { ...next, reactions: counted(message.reactions, effect.emoji, -1) };
    case 'VOTED':
      return withPoll(next, (poll) => voted(poll, effect.before, effect.after));
    case 'POLL_CLOSED':
      return withPoll(next, (poll) => ({ ...poll, closedAt: toIso(at) }));
  }
}

/** A thread's first message after one of the replies was deleted. */
export const withoutReply = (root: Message): Message =>
  root.thread === null
    ? root
    : {
        ...root,
        version: root.version + 1,
        thread: { ...root.thread, replyCount: root.thread.replyCount - 1 },
      };

function counted(
  counts: Readonly<Record<string, number>>,
  key: string,
  more: number,
): Readonly<Record<string, number>> {
  const { [key]: before = 0, ...others } = counts;
  const after = before + more;
  return after === 0 ? others : { ...others, [key]: after };
}

function withPoll(message: Message, change: (poll: Poll) => Poll): Message {
  const { content } = message;
  return content?.kind === MessageKind.POLL
    ? { ...message, content: { ...content, poll: change(content.poll) } }
    : message;
}

function voted(poll: Poll, before: readonly number[], after: readonly number[]): Poll {
  const votes = { ...poll.votes };
  const count = (id: number, more: number) => (votes[optionKey(id)] = (votes[optionKey(id)] ?? 0) + more);
  for (const id of after) if (!before.includes(id)) count(id, 1);
  for (const id of before) if (!after.includes(id)) count(id, -1);
  const voterCount = poll.voterCount + Math.min(after.length, 1) - Math.min(before.length, 1);
  return { ...poll, votes, voterCount };
}
