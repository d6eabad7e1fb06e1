import { done, refused, type Composed } from './composed.ts';
import { ErrorCode } from './error-codes.ts';
import { Durations, Limits } from './limits.ts';
import { optionKey } from './message-content.ts';
import { refusalOfWords } from './message-text.ts';
import type { Refusal } from './refusal.ts';

/** A time that was read: neither resolvers nor the domain have the other's way of reading one. */
export interface ReadTime {
  /** Epoch milliseconds. */
  readonly at: number;
  /** ISO 8601 in UTC with milliseconds. */
  readonly iso: string;
}

export interface PollWish {
  readonly question: string;
  readonly options: readonly string[];
  readonly isMultiple?: boolean | null | undefined;
  readonly isAnonymous?: boolean | null | undefined;
  readonly closesAt?: ReadTime | null | undefined;
}

/** A poll that nobody voted in yet. Refused: `BadInput`, `TextBlank`, `TextTooLong`, `TextMalformed`. */
export const pollParts = (wish: PollWish, now: number): Composed => {
  const { question, options } = wish;
  const refusal =
    refusalOfWords('question', question, Limits.pollQuestionLength) ??
    refusalOfOptions(options) ??
    refusalOfClosing(wish.closesAt ?? null, now);
  if (refusal) return refused(refusal);
  return done({
    text: question,
    poll: {
      options,
      isMultiple: wish.isMultiple ?? false,
      isAnonymous: wish.isAnonymous ?? false,
      closesAt: wish.closesAt?.iso ?? null,
      closedAt: null,
      voterCount: 0,
      votes: options.reduce<Record<string, number>>((votes, _, id) => ({ ...votes, [optionKey(id)]: 0 }), {}),
    },
  });
};

const refusalOfOptions = (options: readonly string[]): Refusal | undefined => {
  if (options.length < 2 || options.length > Limits.pollOptions) {
    return {
      code: ErrorCode.BadInput,
      why: `a poll has 2 to ${Limits.pollOptions} options`,
      info: { limit: Limits.pollOptions },
    };
  }
  const refusal = options.reduce<Refusal | undefined>(
    (found, option) => found ?? refusalOfWords('option', option, Limits.pollOptionLength),
    undefined,
  );
  if (refusal) return refusal;
  const shown = options.map((option) => option.trim());
  return shown.some((option, at) => shown.indexOf(option) !== at)
    ? { code: ErrorCode.BadInput, why: 'two options of the poll are the same' }
    : undefined;
};

const refusalOfClosing = (closesAt: ReadTime | null, now: number): Refusal | undefined =>
  closesAt === null || (closesAt.at > now && closesAt.at <= now + Durations.year)
    ? undefined
    : { code: ErrorCode.BadInput, why: 'closesAt is not ahead, or more than a year ahead' };
