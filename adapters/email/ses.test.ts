import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { anEmail } from '../../test/builders/notifications.ts';
import { awsCredentials, startAwsEndpoint, type AwsReply } from '../../test/support/aws-endpoint.ts';
import { SesEmailSender, type EmailTrouble } from './ses.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const taken: AwsReply = { status: 200, body: '{"MessageId":"m"}' };
const failing = (status: number, name: string, headers: Readonly<Record<string, string>> = {}): AwsReply => ({
  status,
  headers: { 'x-amzn-errortype': name, ...headers },
  body: '{"message":"why"}',
});

async function setUp(reply: AwsReply = taken, answeringMs = 5_000) {
  const endpoint = await startAwsEndpoint({ service: 'ses', region: 'eu-central-1' }, () => reply);
  const troubles: EmailTrouble[] = [];
  const sender = new SesEmailSender({
    from: 'Parley <no-reply@example.org>',
    configurationSet: 'parley',
    unsubscribe: 'https://chat.example.org/settings?a=1&b=2',
    region: 'eu-central-1',
    endpoint: endpoint.url,
    credentials: awsCredentials,
    answeringMs,
    clock: new ManualClock(),
    report: (trouble) => troubles.push(trouble),
  });
  stops.push(
    async () => sender.close(),
    () => endpoint.stop(),
  );
  const body = (): unknown => JSON.parse(endpoint.requests.at(-1)?.body ?? 'null');
  return { endpoint, sender, troubles, body };
}

describe('E-mails through SES', () => {
  it('are asked for in one signed request, as text and as HTML, with a way to get no more', async () => {
    const { endpoint, sender, troubles, body } = await setUp();
    expect(await sender.send(anEmail({ to: 'ann@example.org' }))).toBe('sent');
    expect([endpoint.unsigned, troubles]).toEqual([[], []]);
    expect(endpoint.requests).toMatchObject([
      { method: 'POST', path: '/v2/email/outbound-emails', headers: { 'content-type': 'application/json' } },
    ]);
    expect(body()).toEqual({
      FromEmailAddress: 'Parley <no-reply@example.org>',
      Destination: { ToAddresses: ['ann@example.org'] },
      ConfigurationSetName: 'parley',
      Content: {
        Simple: {
          Subject: { Data: 'A message in Fractions', Charset: 'UTF-8' },
          Body: {
            Text: {
              Data:
                'Bob wrote in Fractions:\n\nShall we begin?\n\nOpen Fractions: https://chat.example.org/s/1\n\n' +
                'To get no more of these e-mails: https://chat.example.org/settings?a=1&b=2\n',
              Charset: 'UTF-8',
            },
            Html: {
              Data:
                '<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n' +
                '<p>Bob wrote in Fractions:</p>\n<p>Shall we begin?</p>\n' +
                '<p><a href="https://chat.example.org/s/1">Open Fractions</a></p>\n' +
                '<p><small><a href="https://chat.example.org/settings?a=1&amp;b=2">Get no more of these e-mails</a></small></p>\n' +
                '</body></html>\n',
              Charset: 'UTF-8',
            },
          },
          Headers: [
            { Name: 'List-Unsubscribe', Value: '<https://chat.example.org/settings?a=1&b=2>' },
            { Name: 'Auto-Submitted', Value: 'auto-generated' },
          ],
        },
      },
    });
  });

  it('hold what people wrote as text: it becomes no HTML, no header and no second address', async () => {
    const { sender, body } = await setUp();
    const bad = '<img src=x onerror=alert(1)>"\'&';
    await sender.send(
      anEmail({
        subject: 'Hello\r\nBcc: eve@example.org',
        paragraphs: [bad, 'one\ntwo\r\nthree\u0000\u001b[0m'],
        link: { label: bad, url: 'https://chat.example.org/"><script>alert(1)</script>' },
      }),
    );
    const { Content } = body() as { readonly Content: { readonly Simple: object } };
    expect(Content.Simple).toMatchObject({ Subject: { Data: 'Hello Bcc: eve@example.org' } });
    const html = JSON.stringify(Content.Simple);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
    expect(html.slice(html.indexOf('<!doctype'))).not.toMatch(/<img|<script/);
    expect(html).toContain('one<br>two<br>three[0m</p>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'no address', ''])(
    'are not written with the link %j',
    async (url) => {
      const { sender, endpoint } = await setUp();
      await expect(sender.send(anEmail({ link: { label: 'x', url } }))).rejects.toThrow(
        'unable to write the e-mail; its link is no address of the web',
      );
      expect(endpoint.requests).toEqual([]);
    },
  );

  it.each([
    ['ann.o+tag@example.org', 'ann.o+tag@example.org'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
  ])('go to %s as %s', async (to, mailbox) => {
    const { sender, body } = await setUp();
    expect(await sender.send(anEmail({ to }))).toBe('sent');
    expect(body()).toMatchObject({ Destination: { ToAddresses: [mailbox] } });
  });

  it.each([
    'ann@example.org, eve@example.org',
    'ann@example.org;eve@example.org',
    'Ann <ann@example.org>',
    'ann@example.org\r\nBcc: eve@example.org',
    'ann',
    'ann@',
    '@example.org',
    'ann@localhost',
    'ännchen@example.org',
    '',
  ])('are for nobody where the address is %j', async (to) => {
    const { sender, endpoint, troubles } = await setUp();
    expect(await sender.send(anEmail({ to }))).toBe('gone');
    expect(endpoint.requests).toEqual([]);
    expect(troubles).toEqual([{ outcome: 'gone', why: 'no address' }]);
  });

  it.each([
    ['MessageRejected', failing(400, 'MessageRejected'), 'refused'],
    ['BadRequestException', failing(400, 'BadRequestException'), 'refused'],
    ['TooManyRequestsException', failing(429, 'TooManyRequestsException'), { retryAfterMs: 0 }],
    [
      'TooManyRequestsException',
      failing(429, 'TooManyRequestsException', { 'retry-after': '60' }),
      { retryAfterMs: 60_000 },
    ],
    ['LimitExceededException', failing(400, 'LimitExceededException'), { retryAfterMs: 0 }],
    ['SendingPausedException', failing(400, 'SendingPausedException'), { retryAfterMs: 0 }],
    ['AccountSuspendedException', failing(400, 'AccountSuspendedException'), { retryAfterMs: 0 }],
    ['MailFromDomainNotVerifiedException', failing(400, 'MailFromDomainNotVerifiedException'), { retryAfterMs: 0 }],
    ['NotFoundException', failing(404, 'NotFoundException'), { retryAfterMs: 0 }],
    ['AccessDeniedException', failing(403, 'AccessDeniedException'), { retryAfterMs: 0 }],
    ['InternalServiceErrorException', failing(500, 'InternalServiceErrorException'), { retryAfterMs: 0 }],
    ['ECONNRESET', 'cut', { retryAfterMs: 0 }],
    ['ECONNRESET', 'cut inside', { retryAfterMs: 0 }],
  ] as const)('that meet %s are answered so, once asked', async (name, reply, outcome) => {
    const { sender, endpoint, troubles } = await setUp(reply);
    expect(await sender.send(anEmail())).toEqual(outcome);
    expect(endpoint.requests).toHaveLength(1);
    expect(troubles).toEqual([{ outcome: typeof outcome === 'string' ? outcome : 'again', why: name }]);
  });

  it.each(['silence', 'never ending'] as const)('do not wait for ever where the answer is %s', async (reply) => {
    const { sender, troubles } = await setUp(reply, 1_000);
    expect(await sender.send(anEmail())).toEqual({ retryAfterMs: 0 });
    expect(troubles).toEqual([{ outcome: 'again', why: 'TimeoutError' }]);
  });

  it('tell nobody of addresses and texts when they fail', async () => {
    const canary = 'canary-4e6d';
    for (const name of ['MessageRejected', 'InternalServiceErrorException', canary]) {
      const reply = { status: 400, headers: { 'x-amzn-errortype': name }, body: JSON.stringify({ message: canary }) };
      const { sender, troubles } = await setUp(reply);
      await sender.send(anEmail({ to: `${canary}@example.org`, subject: canary, paragraphs: [canary] }));
      expect(troubles).toHaveLength(1);
      expect(JSON.stringify(troubles)).not.toContain(canary);
    }
  });
});
