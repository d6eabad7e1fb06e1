/** What tests read of an entry of the outbox. */
export interface Sent {
  readonly userId: string;
  readonly channel: 'push' | 'email';
  readonly category?: string;
  readonly deviceId?: string;
  readonly title: string | null;
  readonly body: string | null;
  readonly badge?: number;
  readonly sentAt: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** What would have gone out to a user, oldest first. */
export async function outboxOf(url: string, userId: string): Promise<readonly Sent[]> {
  const response = await fetch(`${url}/dev/outbox?userId=${encodeURIComponent(userId)}`);
  return (await response.json()) as readonly Sent[];
}

/** Looks again and again until there is something. @throws after half a minute, unless told otherwise. */
export async function until<Value>(look: () => Promise<Value | undefined>, longestMs = 30_000): Promise<Value> {
  const end = Date.now() + longestMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('unable to go on; what is waited for did not come');
    await new Promise((done) => setTimeout(done, 50));
  }
}
