import type { Message } from '../message/message.ts';
import { systemMessageAt } from '../message/message.ts';
import type { Seq, UserId } from '../shared/ids.ts';
import { seqOf } from '../shared/ids.ts';
import type { Happening } from './chat-session.ts';

/**
 * What a session's log tells, at the positions that were reserved for it.
 * @throws {RangeError} where there are not as many positions as happenings, which is a bug.
 */
export function entriesOf(happenings: readonly Happening[], positions: readonly Seq[]): readonly Message[] {
  if (happenings.length !== positions.length) {
    throw new RangeError(`unable to tell ${happenings.length} happenings; there are ${positions.length} positions`);
  }
  return happenings.map(({ at, ...note }, index) => systemMessageAt(note, positions[index] ?? seqOf(0), at));
}

/** The position of the entry that let a user in; 0 for those whom a session began with. */
export function joinedAtSeq(entries: readonly Message[], user: UserId): Seq {
  const entry = entries.find(
    ({ content }) =>
      content?.kind === 'SYSTEM' && content.system.event === 'MEMBERS_JOINED' && content.system.userIds.includes(user),
  );
  return entry?.seq ?? seqOf(0);
}
