import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import type { Operation } from './operations.ts';
import type { Outcome, SignedRequests } from './signed-requests.ts';

/** What subscribers were not told. It names no user, and nothing of what was said. */
export interface Undelivered {
  readonly operation: Operation;
  /** `null` where it is about all sessions of a user. */
  readonly sessionId: SessionId | null;
  /** `null` where it is about no position. */
  readonly seq: Seq | null;
  readonly why: string;
  readonly attempts: number;
}

export interface TellingParts {
  readonly requests: Pick<SignedRequests, 'send'>;
  /** Milliseconds that only go up. */
  readonly elapsed: () => number;
  /** 0 to 1, without 1. */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly report: (undelivered: Undelivered) => void;
}

/**
 * Who changed something waits for it to be told, so that none of the three words that a removal takes is tried for longer
 * than this, in milliseconds: the function behind it has ten seconds.
 */
const patience = 2_000;
const attemptTimeout = 1_000;
const firstPause = 50;

/** Calls the IAM-only mutations of the API, again for a moment where that may help, and reports what came to nothing. */
export class Telling {
  readonly #parts: TellingParts;

  constructor(parts: TellingParts) {
    this.#parts = parts;
  }

  async tell(
    operation: Operation,
    variables: Readonly<Record<string, string>>,
    about: Pick<Undelivered, 'sessionId' | 'seq'>,
  ): Promise<void> {
    const { requests, elapsed, report } = this.#parts;
    const until = elapsed() + patience;
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await requests.send(
        operation,
        variables,
        Math.max(1, Math.min(attemptTimeout, until - elapsed())),
      );
      if (outcome.kind === 'done') return;
      if (!(await this.#mayGoOn(outcome, attempts, until))) {
        report({ operation, ...about, why: outcome.why, attempts });
        return;
      }
    }
  }

  /** Waits a random while, longer each time: many who failed together do not come back together. */
  async #mayGoOn(outcome: Outcome, attempts: number, until: number): Promise<boolean> {
    const { elapsed, random, pause } = this.#parts;
    const wait = firstPause * 2 ** (attempts - 1) * (0.5 + random());
    if (outcome.kind !== 'again' || elapsed() + wait >= until) return false;
    await pause(wait);
    return true;
  }
}
