import type { Email, EmailOutcome, EmailSender } from '../../application/ports/email-sender.ts';

/** Keeps what was sent, in order. What it answers is for whoever opens it to say. */
export class MemoryEmailSender implements EmailSender {
  readonly sent: Email[] = [];
  readonly #outcomeOf: (email: Email) => EmailOutcome;

  constructor(outcomeOf: (email: Email) => EmailOutcome = () => 'sent') {
    this.#outcomeOf = outcomeOf;
  }

  async send(email: Email): Promise<EmailOutcome> {
    const outcome = this.#outcomeOf(email);
    if (outcome === 'sent') this.sent.push(email);
    return outcome;
  }
}
