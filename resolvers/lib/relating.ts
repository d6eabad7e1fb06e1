import { runtime } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { relatedToRead, shownWhole, type Pointing, type Reading } from '../../domain/vocabulary/related.ts';
import type { LogEntry, Message } from '../../generated/schema.ts';
import { toLogEntry, toMessage } from './shapes.ts';

/** Slots on their way to being shown, by `readRelated`. */
export interface Relating {
  doing: string;
  /** Absent, as `slots`, where there is nothing to show. */
  sessionId?: string;
  slots?: readonly SlotItem[] | null;
  /** What `slots` point at, as far as it was read. */
  related?: readonly SlotItem[];
  /** Positions that were read and are empty. */
  missing?: readonly number[];
}

const pointing = (slot: SlotItem): Pointing => ({
  seq: slot.seq,
  target: slot.entry === 'MESSAGE_CHANGED' ? slot.targetSeq : undefined,
  quoted: slot.entry === 'MESSAGE' ? slot.replyToSeq : undefined,
  root: slot.entry === 'MESSAGE' ? slot.threadRootSeq : undefined,
  length: slot.entry === 'MESSAGE' ? slot.text.length : 0,
});

export const readingOf = ({ slots, related, missing }: Relating): Reading => ({
  page: (slots ?? []).map(pointing),
  related: (related ?? []).map(pointing),
  missing: missing ?? [],
});

/** Goes on to the rounds of `readRelated`, which end every pipeline that they stand in, or to its end if they have no work. */
export const goOnToRelated = (stash: Relating): never =>
  runtime.earlyReturn(null, { skipTo: relatedToRead(readingOf(stash), 1).length === 0 ? 'END' : 'NEXT' });

/** For `toMessage` and `toLogEntry`: what was read last comes first. */
const around = ({ slots, related }: Relating): readonly SlotItem[] => (related ?? []).concat(slots ?? []);

/** The slots from the first on that can be shown whole. */
const whole = (stash: Relating): readonly SlotItem[] => (stash.slots ?? []).slice(0, shownWhole(readingOf(stash)));

/** As the log shows them, as far as all that they point at was read. */
export const entriesOf = (stash: Relating): LogEntry[] => {
  const { sessionId } = stash;
  const related = around(stash);
  return sessionId === undefined ? [] : whole(stash).map((slot) => toLogEntry(sessionId, slot, related));
};

/** The messages among them, as far as all that they point at was read. */
export const messagesOf = (stash: Relating): Message[] => {
  const { sessionId } = stash;
  const related = around(stash);
  return sessionId === undefined
    ? []
    : whole(stash)
        .filter((slot) => slot.entry === 'MESSAGE')
        .map((slot) => toMessage(sessionId, slot, related));
};
