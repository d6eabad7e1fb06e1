import { join } from 'node:path';
import type { Clock } from '../../application/ports/clock.ts';
import type { Email, EmailOutcome, EmailSender } from '../../application/ports/email-sender.ts';
import type { DeviceAddress, Push, PushOutcome, PushProvider } from '../../application/ports/push-provider.ts';
import type { OutboxEntry } from './entry.ts';
import { emailEntry, pushEntry, readEntry } from './entry.ts';
import { Journal } from './journal.ts';

export interface OutboxSettings {
  /** The entries are in the file `outbox/entries.jsonl` of this directory, one JSON object a line. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** How many entries are kept; the oldest give way. */
  readonly keep?: number;
}

/** What stands in for Apple, Google, browsers' push services and mail servers on a laptop. */
export interface Outbox {
  readonly pushes: PushProvider;
  readonly emails: EmailSender;
  /** What would have gone out to this user, or to everyone; oldest first. */
  entries(userId?: string): readonly OutboxEntry[];
  /** Settles when what is being written is on the disk. */
  close(): Promise<void>;
}

/**
 * Keeps what is sent instead of sending it. An entry is on the disk before it counts as sent. What is sent twice, by its id,
 * is kept once: as on a device, where the second takes the place of the first.
 *
 * @throws where the directory cannot be used, or the file is damaged.
 */
export async function openOutbox({ dataDir, clock, keep = 20_000 }: OutboxSettings): Promise<Outbox> {
  const path = join(dataDir, 'outbox', 'entries.jsonl');
  const journal = await Journal.open(path, keep);
  const kept = new Map<string, OutboxEntry>();
  for (const line of journal.lines) {
    const entry = readEntry(line);
    if (entry === undefined) {
      await journal.close();
      throw new Error(`unable to open the outbox; ${path} is damaged, delete it to forget what was sent`);
    }
    kept.set(entry.id, entry);
  }
  /** Entries on their way to the disk. */
  const writing = new Map<string, Promise<void>>();

  const write = async (entry: OutboxEntry): Promise<void> => {
    await journal.append(JSON.stringify(entry));
    kept.set(entry.id, entry);
    for (const [oldest] of kept) {
      if (kept.size <= keep) break;
      kept.delete(oldest);
    }
  };

  const put = async (entry: OutboxEntry): Promise<'sent' | { readonly retryAfterMs: number }> => {
    if (kept.has(entry.id)) return 'sent';
    const written = writing.get(entry.id) ?? write(entry).finally(() => writing.delete(entry.id));
    writing.set(entry.id, written);
    return written.then(
      () => 'sent' as const,
      // A full disk, say. Why is of no concern to whoever sends.
      () => ({ retryAfterMs: 0 }),
    );
  };

  const sendPush = (push: Push, to: DeviceAddress): Promise<PushOutcome> => put(pushEntry(push, to, clock.now()));
  return {
    pushes: {
      send: (push, to) => Promise.all(to.map(async (device) => ({ device, outcome: await sendPush(push, device) }))),
    },
    emails: { send: (email: Email): Promise<EmailOutcome> => put(emailEntry(email, clock.now())) },
    entries: (userId) => {
      const all = [...kept.values()];
      return userId === undefined ? all : all.filter((entry) => entry.userId === userId);
    },
    close: () => journal.close(),
  };
}
