import type { CallToken, CallTokens, Seat } from '../../application/ports/call-tokens.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { later } from '../../domain/shared/instant.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';

/** Lets participants into channels that are none, and remembers whom. */
export class MemoryCallTokens implements CallTokens {
  readonly issued: Seat[] = [];
  readonly expelled: Seat[] = [];

  async issue({ channel, uid }: Seat, at: Instant): Promise<CallToken> {
    this.issued.push({ channel, uid });
    return {
      appId: 'memory',
      token: `${channel} ${uid} ${this.issued.length}`,
      expiresAt: later(at, CallDurations.tokenSeconds * 1000),
    };
  }

  async expel({ channel, uid }: Seat): Promise<void> {
    this.expelled.push({ channel, uid });
  }
}
