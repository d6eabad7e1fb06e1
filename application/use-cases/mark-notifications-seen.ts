import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { NotificationLimits } from '../../domain/vocabulary/notifications.ts';
import type { Clock } from '../ports/clock.ts';
import type { NoticesService } from '../ports/notices-service.ts';
import type { NotificationList } from '../ports/notification-list.ts';
import { timeOf } from './list-notifications.ts';
import { refusedWhenBusy } from './refusals.ts';

/** Clocks of servers differ a little: an entry may be of a moment that is not here yet. */
const differenceOfClocks = 60_000;

/** Never back. Answers how many newer entries there are. Refused: `BadInput`, `TryAgain`. */
export const markNotificationsSeen =
  ({
    notificationList,
    clock,
  }: {
    readonly notificationList: NotificationList;
    readonly clock: Clock;
  }): NoticesService['markNotificationsSeen'] =>
  ({ user, upTo }) =>
    refusedWhenBusy(async () => {
      const at = timeOf(upTo);
      if (at === undefined || at > clock.now() + differenceOfClocks) {
        return refused({ code: ErrorCode.BadInput, why: 'upTo is the id of no notification' });
      }
      await notificationList.markSeen(user, upTo);
      return done(await notificationList.unseen(user, NotificationLimits.unseenShown));
    });
