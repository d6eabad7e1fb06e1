import type { NotificationSettings, SessionSummary } from '../../client/core/index.ts';
import { withoutMarks } from '../../client/markdown/index.ts';
import type { NameOf } from '../people.ts';
import { isSilent, previewOf, titleOf } from '../sessions/title.ts';

/** Something to show outside of the page. */
export interface News {
  readonly sessionId: string;
  readonly title: string;
  readonly body: string;
}

const longest = 100;

/**
 * What came between two looks at the list that a user who looks away is to be told of. Nothing of what is silenced, held
 * back by their quiet hours, or their own.
 *
 * @param now in epoch milliseconds.
 */
export const newsOf = (
  before: readonly SessionSummary[],
  after: readonly SessionSummary[],
  userId: string,
  settings: NotificationSettings | undefined,
  now: number,
  nameOf: NameOf,
): readonly News[] => {
  if (settings !== undefined && isQuiet(settings.quietHours, now)) return [];
  const known = new Map(before.map((session) => [session.id, session]));
  return after.flatMap((session) => {
    const earlier = known.get(session.id);
    // One that was not listed before may have been paged in: nothing says that it is new.
    if (earlier === undefined || isSilent(session, now) || session.lastMessage === null) return [];
    const isMention = session.mentionCount > earlier.mentionCount;
    const isWanted = isMention || session.myPreferences.notifications === 'ALL' || session.kind === 'DIRECT';
    const isNew = session.unreadCount > earlier.unreadCount && session.lastSeq > earlier.lastSeq;
    if (!isWanted || !isNew || session.lastMessage.senderId === userId) return [];
    const said = withoutMarks(session.lastMessage.kind, session.lastMessage.text);
    const body = settings?.showPreviews === false ? 'New message' : cut(previewOf(session, said, userId, nameOf));
    return [{ sessionId: session.id, title: titleOf(session, nameOf, session.lastMessage.senderId), body }];
  });
};

const cut = (text: string): string => {
  if (text.length <= longest) return text;
  const shown = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  let kept = '';
  for (const segment of shown) {
    if (kept.length + segment.length >= longest) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** Whether it is between `start` and `end` on the clock on the wall, over midnight too. */
export const isQuiet = (hours: NotificationSettings['quietHours'], now: number): boolean => {
  if (hours === null) return false;
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(hours.timeZone === null ? {} : { timeZone: hours.timeZone }),
  }).format(now);
  const { start, end } = hours;
  return start < end ? clock >= start && clock < end : clock >= start || clock < end;
};
