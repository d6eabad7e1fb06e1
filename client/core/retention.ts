import { SystemEvent } from '../../domain/vocabulary/messages.ts';
import { expiryOf, isExpired } from '../../domain/vocabulary/retention.ts';
import type { LogView } from './log-view.ts';
import { hasHole } from './log-view.ts';
import type { Message } from './message.ts';
import { systemOf } from './session-events.ts';
import type { World } from './world.ts';

/** How long messages are kept in a session, as far as its client knows. */
export interface KnownRule {
  /** The days that hold for what is sent now; null for ever. */
  readonly days: number | null;
  /** The position up to which they were read. */
  readonly upTo: number;
  /** Whether everything that was said at and after a position was read, what the system said included. */
  readonly reaches: (seq: number) => boolean;
}

/** A timer of a browser runs for 24 days at most. */
const longestWaitMs = 86_400_000;

/**
 * Tells when the time of messages is over, by this device's clock. A rule holds for what is sent after it, so that of a
 * message from before the oldest change that was read nothing is known; the server does not show it when it is asked.
 * docs/adr/0033-what-is-no-longer-kept.md
 */
export class Retention {
  readonly #rule: () => KnownRule;
  readonly #due: () => void;
  readonly #world: World;
  #cancelWait: (() => void) | undefined;

  /** @param due is called when the time of a message of the view that was looked at last is over. */
  constructor(rule: () => KnownRule, due: () => void, world: World) {
    this.#rule = rule;
    this.#due = due;
    this.#world = world;
  }

  /** The messages of the view whose time is over. */
  over(view: LogView): readonly Message[] {
    this.stop();
    const ends = endsIn(view, this.#rule());
    const now = this.#world.now();
    const next = Math.min(...ends.filter(({ end }) => !isExpired(end, now)).map(({ end }) => end * 1000));
    if (Number.isFinite(next)) this.#cancelWait = this.#world.after(Math.min(next - now, longestWaitMs), this.#due);
    return ends.filter(({ end }) => isExpired(end, now)).map(({ message }) => message);
  }

  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }
}

interface Ending {
  readonly message: Message;
  /** Epoch seconds. */
  readonly end: number;
}

const endsIn = (view: LogView, { days: daysNow, upTo, reaches }: KnownRule): readonly Ending[] => {
  // A rule that was read before what made it says nothing of what is in between.
  if (hasHole(view) || upTo > view.contiguousSeq) return [];
  const known = view.messages.filter(({ seq }) => reaches(seq));
  let days = daysBefore(known, daysNow);
  const ends: Ending[] = [];
  for (const message of known) {
    const told = daysToldBy(message);
    if (told !== undefined) days = told;
    if (message.kind === 'SYSTEM' || days === undefined) continue;
    const end = expiryOf(days ?? 0, Date.parse(message.createdAt));
    if (end !== undefined) ends.push({ message, end });
  }
  return ends;
};

/** What held before the first of the messages; `undefined` where it was changed since, from nobody knows what. */
const daysBefore = (messages: readonly Message[], daysNow: number | null): number | null | undefined => {
  for (const message of messages) {
    const told = daysToldBy(message);
    if (told !== undefined) return systemOf(message)?.event === SystemEvent.SETTINGS_CHANGED ? undefined : told;
  }
  return daysNow;
};

/** The days that hold from a message on, where it tells what its session is like. */
const daysToldBy = (message: Message): number | null | undefined =>
  systemOf(message)?.session?.settings.messageRetentionDays;
