import { domainToASCII } from 'node:url';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Clock } from '../../application/ports/clock.ts';
import type { Email, EmailOutcome, EmailSender } from '../../application/ports/email-sender.ts';
import { askedPauseMs } from '../../domain/notification/retry-after.ts';
import { letterOf } from './letter.ts';

/** That an e-mail was not sent, for logs and metrics: the name of an error, never an address or a text. */
export interface EmailTrouble {
  readonly outcome: 'gone' | 'refused' | 'again';
  readonly why: string;
}

export interface SesSettings {
  /** A verified sender: `no-reply@example.org` or `Parley <no-reply@example.org>`. */
  readonly from: string;
  /** Whose event destinations hear of bounces and complaints. */
  readonly configurationSet?: string;
  /** Where a reader turns e-mails off: an `https:` or `mailto:` address, for `List-Unsubscribe` (RFC 2369) and the last line. */
  readonly unsubscribe?: string;
  readonly region: string;
  /** Another service than the region's own. */
  readonly endpoint?: string;
  /** Others than those that the environment gives. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** From the request to the last byte of its answer; 5 seconds where nothing is said. */
  readonly answeringMs?: number;
  readonly clock: Clock;
  readonly report: (trouble: EmailTrouble) => void;
}

/**
 * E-mails through Amazon SES. An address that bounced or complained is on the account's suppression list: SES takes what is
 * sent there and does not deliver it. https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export class SesEmailSender implements EmailSender {
  readonly #settings: SesSettings;
  readonly #answeringMs: number;
  readonly #client: SESv2Client;

  constructor(settings: SesSettings) {
    const { region, endpoint, credentials, answeringMs = 5_000 } = settings;
    this.#settings = settings;
    this.#answeringMs = answeringMs;
    this.#client = new SESv2Client({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      // Asked once: the queue in front repeats, and knows how long to wait.
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 2_000, requestTimeout: answeringMs, throwOnRequestTimeout: true },
    });
  }

  async send(email: Email): Promise<EmailOutcome> {
    const to = mailboxOf(email.to);
    if (to === undefined) return this.#outcome('gone', 'no address');
    const command = this.#command(email, to);
    const overdue = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    // The SDK's own limits end with the first byte of an answer.
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        overdue.abort();
        reject(new DOMException('it took too long', 'TimeoutError'));
      }, this.#answeringMs);
    });
    try {
      await Promise.race([this.#client.send(command, { abortSignal: overdue.signal }), tooLate]);
      return 'sent';
    } catch (cause) {
      return this.#judge(cause);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets go of the connections. */
  close(): void {
    this.#client.destroy();
  }

  #command(email: Email, to: string): SendEmailCommand {
    const { from, configurationSet, unsubscribe } = this.#settings;
    const { subject, text, html } = letterOf(email, unsubscribe);
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const headers = unsubscribe === undefined ? [] : [{ Name: 'List-Unsubscribe', Value: `<${unsubscribe}>` }];
    return new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
          // No machine answers this, and no absence assistant: RFC 3834.
          Headers: [...headers, { Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
    });
  }

  /** What SES finds wrong with an e-mail stays so. All else passes: a throttle, an outage, a set-up that an operator mends. */
  #judge(cause: unknown): EmailOutcome {
    const name = nameOf(cause);
    const isRefused = name === 'MessageRejected' || name === 'BadRequestException';
    if (isRefused) return this.#outcome('refused', name);
    return this.#outcome({ retryAfterMs: askedPauseMs(retryAfterIn(cause), this.#settings.clock.now()) }, name);
  }

  #outcome(outcome: Exclude<EmailOutcome, 'sent'>, why: string): EmailOutcome {
    this.#settings.report({ outcome: typeof outcome === 'string' ? outcome : 'again', why });
    return outcome;
  }
}

/** The code of a broken connection, or the error's own name. */
function nameOf(cause: unknown): string {
  const code = fieldOf(cause, 'code');
  const name = typeof code === 'string' ? code : cause instanceof Error ? cause.name : '';
  return /^\w{1,80}$/.test(name) ? name : 'unknown';
}

/** The header of the answer that the SDK made an error of. */
function retryAfterIn(cause: unknown): string | undefined {
  const header = fieldOf(fieldOf(fieldOf(cause, '$response'), 'headers'), 'retry-after');
  return typeof header === 'string' ? header : undefined;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

/**
 * The one mailbox that SES is to deliver to; `undefined` for what is none, or is more than one. SES takes ASCII before the `@`
 * only, and a domain in its ASCII form.
 */
function mailboxOf(address: string): string | undefined {
  const [, local = '', domain = ''] =
    /^([\w!#$%&'*+/=?^`{|}~.-]{1,64})@([^\s@,;:<>()[\]\\"]{1,255})$/.exec(address) ?? [];
  const ascii = domainToASCII(domain);
  return local === '' || !ascii.includes('.') ? undefined : `${local}@${ascii}`;
}
