import type { ComposeMessage, Message, MessageDraft } from '../../domain/message/message.ts';
import { composeMessage } from '../../domain/message/message.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { refusalOfPosting } from '../../domain/vocabulary/permissions.ts';
import type { Clock } from '../ports/clock.ts';
import type { RateGuards } from '../ports/rate-guards.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { refusalOfRate } from '../rates/refusal-of-rate.ts';
import { appendMessage } from '../session-log/append-message.ts';
import { messageNotFound, refusedWhenBusy, sessionNotFound, sessionReadOnly, tryAgain } from './refusals.ts';

export interface SendMessageDependencies {
  readonly sessionLog: SessionLog;
  readonly rateGuards: RateGuards;
  readonly clock: Clock;
  /** Of one user, over all sessions and devices; 0 is no limit. */
  readonly messagesPerMinute: number;
}

export type SendMessage = ComposeMessage & { readonly sessionId: string };

/**
 * Sends a message; the answer means that it is durable at its final position. The same client message id again answers the
 * message it named first. Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `TextBlank`, `TextTooLong`,
 * `TextMalformed`, `BadInput`, `RateLimited`, `TryAgain`.
 */
export function sendMessage({ sessionLog, rateGuards, clock, messagesPerMinute }: SendMessageDependencies) {
  async function append(draft: MessageDraft, accessVersion: number): Promise<Result<Message>> {
    const appended = await appendMessage(sessionLog, clock, draft, accessVersion);
    switch (appended.kind) {
      case 'appended':
        return done(appended.message);
      case 'readOnly':
        return refused(sessionReadOnly);
      case 'gone':
        return refused(sessionNotFound);
      case 'rootGone':
        return refused(messageNotFound);
      case 'overtaken':
      case 'contended':
        return refused(tryAgain);
    }
  }

  return (wish: SendMessage): Promise<Result<Message>> =>
    refusedWhenBusy(async () => {
      const composed = composeMessage(wish);
      if (!composed.ok) return composed;
      const sessionId = parseSessionId(wish.sessionId);
      const standing = sessionId && (await sessionLog.standing(sessionId, wish.senderId));
      if (sessionId === undefined || standing === undefined) return refused(sessionNotFound);
      const refusal =
        refusalOfPosting(standing, standing, clock.now()) ??
        (await refusalOfRate(
          { rateGuards, clock },
          { rate: { user: wish.senderId, act: 'SEND', limit: messagesPerMinute }, pace: null },
        ));
      if (refusal !== undefined) return refused(refusal);
      const draft = { ...composed.value, sessionId, alias: null, mentions: [], replyTo: null, threadRoot: null };
      return append(draft, standing.accessVersion);
    });
}
