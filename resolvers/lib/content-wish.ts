import { util } from '@aws-appsync/utils';
import type { ContentWish } from '../../domain/vocabulary/composing.ts';
import type { MessageContentInput } from '../../generated/schema.ts';

/** A message's content as the rules judge it: as the client gave it, with its time read. */
export const contentWish = (content: MessageContentInput): ContentWish => {
  const { poll } = content;
  return poll ? { ...content, poll: { ...poll, closesAt: readTime(poll.closesAt) } } : { ...content, poll: null };
};

const readTime = (time: string | null | undefined) => {
  if (time === null || time === undefined) return null;
  const at = util.time.parseISO8601ToEpochMilliSeconds(time);
  return { at, iso: util.time.epochMilliSecondsToISO8601(at) };
};
