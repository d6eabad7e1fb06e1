import type { FilePlace, PostTicket, TimedUrl, UploadPart } from '../../application/ports/file-store.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { later, type Instant } from '../../domain/shared/instant.ts';

/** What the holder of one ticket or URL may do. */
export type Grant =
  | { readonly may: 'post'; readonly place: FilePlace; readonly mediaType: string; readonly size: number }
  | { readonly may: 'put'; readonly place: FilePlace; readonly uploadId: string; readonly part: UploadPart }
  | { readonly may: 'get'; readonly place: FilePlace; readonly disposition: string };

type GrantTo<May extends Grant['may']> = Extract<Grant, { readonly may: May }>;

const isGrantTo = <May extends Grant['may']>(grant: Grant, may: May): grant is GrantTo<May> => grant.may === may;

/** Tickets and URLs that were given out, by the secret in them. */
export class FileGrants {
  readonly #clock: Clock;
  readonly #given = new Map<string, { readonly grant: Grant; readonly expiresAt: Instant }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ticket(grant: GrantTo<'post'>, validSeconds: number): PostTicket {
    const { url, expiresAt } = this.url(grant, validSeconds);
    const fields = [
      { name: 'key', value: `${grant.place.area}/${grant.place.key}` },
      { name: 'Content-Type', value: grant.mediaType },
      { name: 'Policy', value: url.slice(url.lastIndexOf('/') + 1) },
    ];
    return { url: 'memory://files/', fields, expiresAt };
  }

  url(grant: Grant, validSeconds: number): TimedUrl {
    const secret = `grant-${this.#given.size}`;
    const expiresAt = later(this.#clock.now(), validSeconds * 1000);
    this.#given.set(secret, { grant, expiresAt });
    return { url: `memory://files/${secret}`, expiresAt };
  }

  /** What a ticket's fields allow; `undefined` where a field was changed or left out, and once it expired. */
  ofFields(fields: PostTicket['fields']): GrantTo<'post'> | undefined {
    const value = (wanted: string): string | undefined => fields.find(({ name }) => name === wanted)?.value;
    const grant = this.#of(value('Policy') ?? '', 'post');
    const exact =
      grant !== undefined &&
      value('key') === `${grant.place.area}/${grant.place.key}` &&
      value('Content-Type') === grant.mediaType;
    return exact ? grant : undefined;
  }

  /** What a URL allows; `undefined` where it allows something else, and once it expired. */
  ofUrl<May extends Grant['may']>(url: string, may: May): GrantTo<May> | undefined {
    return this.#of(url.slice('memory://files/'.length), may);
  }

  #of<May extends Grant['may']>(secret: string, may: May): GrantTo<May> | undefined {
    const given = this.#given.get(secret);
    if (given === undefined || given.expiresAt <= this.#clock.now()) return undefined;
    return isGrantTo(given.grant, may) ? given.grant : undefined;
  }
}
