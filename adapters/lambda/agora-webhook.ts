import { noticeStatus, signatureHeader } from './compose-agora-notices.ts';
import { withSecrets } from './compose-aws.ts';
import { composeCallEvents } from './compose-call-changes.ts';
import { composeAgoraNotices } from './compose-calls.ts';
import { composeLiveDelivery } from './compose.ts';
import { EventReader } from './event-reader.ts';
import { keptWarm } from './kept-warm.ts';
import { reportNotExpelled, reportNotShown, reportUndelivered } from './report.ts';

const notices = keptWarm(async () => {
  const environment = await withSecrets(process.env);
  return composeAgoraNotices(environment, {
    live: composeLiveDelivery(environment, reportUndelivered),
    callEvents: composeCallEvents(environment, reportUndelivered),
    report: reportNotExpelled,
    reportNotShown,
  });
});

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html (response payload format) */
interface UrlAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The Lambda function behind the address that Agora sends its notices to. Without the secret that they are signed with there is
 * nothing at that address.
 */
export async function handler(event: unknown): Promise<UrlAnswer> {
  const request = new EventReader(event, 'event');
  const method = request.object('requestContext').object('http').text('method');
  const encoding = request.boolean('isBase64Encoded', false) ? 'base64' : 'utf8';
  const body = Buffer.from(request.textOrNull('body') ?? '', encoding);
  const signature = request.object('headers').textOrNull(signatureHeader) ?? undefined;
  const { take } = await notices();
  const outcome = method === 'POST' && take !== undefined ? await take({ body, signature }) : 'nothing';
  return { statusCode: noticeStatus[outcome], headers: { 'content-type': 'application/json' }, body: '{}' };
}
