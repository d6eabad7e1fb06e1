import type { Notice } from '../../domain/notification/notice.ts';
import { isSettled } from '../../domain/notification/notice.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Notices } from '../ports/notices.ts';

/**
 * The first turn of something that is told more than once, which is not settled: with its notice where it was begun. A job that
 * is done again finds its own turn settled, and then nothing to do in the next one.
 */
export async function turnOf(
  notices: Pick<Notices, 'find'>,
  user: UserId,
  idOf: (turn: number) => string,
): Promise<{ readonly id: string; readonly found: Notice | undefined }> {
  for (let turn = 0; ; turn += 1) {
    const id = idOf(turn);
    const found = await notices.find(user, id);
    if (found === undefined || !isSettled(found)) return { id, found };
  }
}
