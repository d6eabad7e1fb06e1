import type { PushOutcome } from '../../application/ports/push-provider.ts';

/** That something was not sent, for logs and metrics: words and numbers of the provider, never a token or a text. */
export interface PushTrouble {
  readonly provider: 'pinpoint' | 'sns' | 'web-push';
  readonly outcome: 'gone' | 'refused' | 'again';
  /** A status or the name of an error: `THROTTLED 429`, `HTTP 410`, `ECONNRESET`. */
  readonly why: string;
}

export type ReportTrouble = (trouble: PushTrouble) => void;

/** Reports unless it was sent, and hands the outcome on. */
export function reported(
  report: ReportTrouble,
  provider: PushTrouble['provider'],
  outcome: PushOutcome,
  why: string,
): PushOutcome {
  if (outcome !== 'sent') report({ provider, outcome: typeof outcome === 'string' ? outcome : 'again', why });
  return outcome;
}
