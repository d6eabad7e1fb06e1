import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordingNotice } from '../../application/ports/call-recordings.ts';
import { recordedFiles } from './recorded-files.ts';

/** What arrived at the webhook's address. */
export interface WebhookRequest {
  /** As it came, byte for byte: the signature is of these bytes. */
  readonly body: Uint8Array;
  /** The header `Agora-Signature-V2`; `undefined` where there is none. */
  readonly signature: string | undefined;
}

export type ReceivedNotice =
  /** It does not come from Agora. */
  | { readonly kind: 'forged' }
  /** It comes from Agora, and is about nothing that matters here. */
  | { readonly kind: 'passedOver' }
  | { readonly kind: 'notice'; readonly noticeId: string; readonly notice: RecordingNotice };

/** https://docs.agora.io/en/cloud-recording/reference/rest-api/rest#event-types */
const cloudRecording = 3;
const events = { sessionExit: 11, uploaded: 31, recorderStarted: 40, recorderLeft: 41 } as const;

/**
 * Reads a notice of Agora's. Version 2 of the signature is the HMAC-SHA256 of the raw body by the webhook's secret, in
 * hexadecimal, compared in constant time.
 * https://docs.agora.io/en/video-calling/channel-management-api/webhook/ncs#verify-the-signature
 */
export function readNotice({ body, signature }: WebhookRequest, secret: string): ReceivedNotice {
  if (!isSigned(body, signature, secret)) return { kind: 'forged' };
  const event = fieldsOf(parsed(body));
  const { noticeId, productId, eventType } = event;
  const payload = fieldsOf(event['payload']);
  const { cname, uid, sid } = payload;
  const news = newsOf(eventType, fieldsOf(payload['details']));
  const recorder = typeof uid === 'string' ? Number(uid) : uid;
  if (
    productId !== cloudRecording ||
    news === undefined ||
    typeof noticeId !== 'string' ||
    typeof cname !== 'string' ||
    typeof sid !== 'string' ||
    typeof recorder !== 'number' ||
    !Number.isInteger(recorder)
  ) {
    return { kind: 'passedOver' };
  }
  return { kind: 'notice', noticeId, notice: { channel: cname, uid: recorder, sid, news } };
}

function isSigned(body: Uint8Array, signature: string | undefined, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature ?? '') ? (signature ?? '') : '', 'hex');
  // An empty secret signs for everybody.
  return secret !== '' && given.length === expected.length && timingSafeEqual(given, expected);
}

function newsOf(eventType: unknown, details: Readonly<Record<string, unknown>>): RecordingNotice['news'] | undefined {
  switch (eventType) {
    case events.recorderStarted:
      return { kind: 'started' };
    case events.uploaded:
      // Without a list, which files there are is for the service to say.
      return 'fileList' in details
        ? { kind: 'uploaded', files: recordedFiles(details['fileList']) }
        : { kind: 'stopped' };
    case events.recorderLeft:
    case events.sessionExit:
      return { kind: 'stopped' };
    default:
      return undefined;
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
