import { ErrorCode } from './error-codes.ts';
import type { Poll } from './message-content.ts';
import type { MessageKind } from './messages.ts';
import type { Refusal } from './refusal.ts';

/** Why nobody can vote for these options of a poll, or `undefined` when one can. */
export const refusalOfOptions = ({ options, isMultiple }: Poll, optionIds: readonly number[]): Refusal | undefined => {
  if (optionIds.some((id, at) => optionIds.indexOf(id) !== at || options[id] === undefined)) {
    return { code: ErrorCode.BadInput, why: 'optionIds names an option twice, or one that the poll has not' };
  }
  return optionIds.length > 1 && !isMultiple
    ? { code: ErrorCode.BadInput, why: 'the poll takes one option', info: { limit: 1 } }
    : undefined;
};

/** Whether a poll takes no more votes. `now` is ISO 8601 in UTC with milliseconds, as `closesAt` is: these sort as text. */
export const isClosedPoll = ({ closesAt, closedAt }: Poll, now: string): boolean =>
  closedAt !== null || (closesAt !== null && closesAt <= now);

/** Why nobody is shown who voted, or `undefined` when they are. A deleted message has no poll any more. */
export const refusalOfReadingVotes = (kind: MessageKind, poll: Poll | undefined): Refusal | undefined => {
  if (kind !== 'POLL') return { code: ErrorCode.BadInput, why: 'the message is no poll' };
  return poll?.isAnonymous
    ? { code: ErrorCode.NotAllowed, why: 'who votes in an anonymous poll stays hidden' }
    : undefined;
};
