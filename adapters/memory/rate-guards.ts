import type { Admission, GuardedAct, Paced, Rated, RateGuards } from '../../application/ports/rate-guards.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { RateWindow } from '../../domain/vocabulary/rate-window.ts';
import { allowedInWindow, rateMomentOf, ratePart, retryAfterOf } from '../../domain/vocabulary/rate-window.ts';
import type { MemoryStore } from './memory-store.ts';

const nothing: RateWindow = { sent: 0 };
const paceKey = ({ sessionId, user }: Paced): string => `${sessionId} ${user}`;

export class MemoryRateGuards implements RateGuards {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async admit({ rate, pace }: GuardedAct, now: Instant): Promise<Admission> {
    const refused = (rate && this.#tooMany(rate, now)) ?? (pace && this.#tooSoon(pace, now));
    if (refused) return refused;
    if (rate !== null) this.#count(rate, now);
    if (pace !== null) this.#store.paces.set(paceKey(pace), { sentAt: now, clientMessageId: pace.clientMessageId });
    return { kind: 'admitted' };
  }

  #tooMany(rate: Rated, now: Instant): Admission | null {
    const { window, part } = rateMomentOf(rate.act, now);
    const [before, current] = [this.#window(rate, window - 1), this.#window(rate, window)];
    if (current.sent < allowedInWindow(rate.limit, before, part)) return null;
    return { kind: 'tooMany', retryAfterMs: retryAfterOf(rate.act, rate.limit, { before, current, now }) };
  }

  #tooSoon(pace: Paced, now: Instant): Admission | null {
    const last = this.#store.paces.get(paceKey(pace));
    if (last === undefined || last.clientMessageId === pace.clientMessageId) return null;
    const retryAfterMs = last.sentAt + pace.seconds * 1000 - now;
    return retryAfterMs > 0 ? { kind: 'tooSoon', retryAfterMs } : null;
  }

  #count(rate: Rated, now: Instant): void {
    const { window, part } = rateMomentOf(rate.act, now);
    const current = this.#window(rate, window);
    const counted = (current[ratePart(part)] ?? 0) + 1;
    this.#store.rates.set(this.#key(rate, window), {
      ...current,
      sent: current.sent + 1,
      [ratePart(part)]: counted,
    });
  }

  #window(rate: Rated, window: number): RateWindow {
    return this.#store.rates.get(this.#key(rate, window)) ?? nothing;
  }

  #key({ user, act }: Rated, window: number): string {
    return `${user} ${act} ${window}`;
  }
}
