import type { RecordingNotice } from '../../application/ports/call-recordings.ts';
import type { Result } from '../../domain/shared/result.ts';
import { CallLimits } from '../../domain/vocabulary/call-limits.ts';
import type { WebhookRequest } from '../agora/webhook.ts';
import { readNotice } from '../agora/webhook.ts';

/**
 * What a request to the webhook's address came to. `nothing`: it does not come from Agora, and is answered as an address where
 * there is nothing. `later`: Agora sends it again.
 */
export type NoticeOutcome = 'taken' | 'later' | 'nothing';

/** Of an HTTP answer, for each outcome. */
export const noticeStatus: Readonly<Record<NoticeOutcome, number>> = { taken: 200, later: 503, nothing: 404 };

/** The header of version 2 of the signature, in lower case. */
export const signatureHeader = 'agora-signature-v2';

export type TakesNotices = (request: WebhookRequest) => Promise<NoticeOutcome>;

/**
 * Takes Agora's notices. What is signed and matters to no recording of ours is taken like what does: Agora would send it again,
 * and call an address that refuses too much of it broken. What is too long is not even looked at.
 */
export const takesNotices =
  (secret: string, handle: (notice: RecordingNotice) => Promise<Result<boolean>>): TakesNotices =>
  async (request) => {
    if (request.body.length > CallLimits.noticeSize) return 'nothing';
    const received = readNotice(request, secret);
    if (received.kind === 'forged') return 'nothing';
    if (received.kind === 'passedOver') return 'taken';
    const handled = await handle(received.notice);
    return handled.ok ? 'taken' : 'later';
  };
