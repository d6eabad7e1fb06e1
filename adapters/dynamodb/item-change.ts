import type { Instant } from '../../domain/shared/instant.ts';
import type { SessionId } from '../../domain/shared/ids.ts';

/** A record that can never be read: whoever reads it again finds the same. Nothing of the item stands in the message. */
export class MalformedRecord extends Error {
  override readonly name = 'MalformedRecord';
  constructor(why: string, options?: { readonly cause: unknown }) {
    super(`unable to read a stream record; ${why}`, options);
  }
}

/** What one record says of one item. */
export interface ItemChange {
  readonly id: string;
  readonly sessionId: SessionId;
  /** When it was stored, to the second. */
  readonly storedAt: Instant;
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

/** An event without its name: what all of them have. */
export const happened = ({ id, sessionId }: ItemChange, name: string, occurredAt: Instant) => ({
  id: `${id}/${name}`,
  sessionId,
  occurredAt,
});
