import type { UserId } from '../../domain/shared/ids.ts';

export interface Email {
  /** Names this e-mail: the same whenever it is sent again. At most 200 characters. */
  readonly id: string;
  /** Whom it is for. */
  readonly userId: UserId;
  /** The address itself, without a name: `ann@example.org`. */
  readonly to: string;
  /** Plain text; line breaks in it become blanks. */
  readonly subject: string;
  /** Plain text. What an HTML version has of it is escaped by the adapter. */
  readonly paragraphs: readonly string[];
  /** Where the reader goes from here; `null` for nowhere. */
  readonly link: { readonly label: string; readonly url: string } | null;
}

export type EmailOutcome =
  /** The provider has taken it. */
  | 'sent'
  /** Nothing is ever delivered to this address: it is none, or the provider says so. */
  | 'gone'
  /** The provider takes this e-mail never: another try is of no use. */
  | 'refused'
  /** Not now. Another try makes sense after at least this long; 0 where nobody said how long. */
  | { readonly retryAfterMs: number };

/**
 * Hands e-mails to whoever delivers them.
 *
 * Never rejects for what a provider does. What an adapter reports or throws holds no address, no subject and no text.
 */
export interface EmailSender {
  send(email: Email): Promise<EmailOutcome>;
}
