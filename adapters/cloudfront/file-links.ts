import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { Clock } from '../../application/ports/clock.ts';
import type { FileLinks, FilePlace, TimedUrl } from '../../application/ports/file-store.ts';
import { StoreBroken } from '../../application/ports/store-errors.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import type { CloudFrontSettings } from './settings.ts';

/**
 * Links to files behind CloudFront, each signed for one address until one second. How the file is to be saved is part of the
 * address, so that nobody can change it. Signing asks nobody.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 */
export class CloudFrontFileLinks implements FileLinks {
  readonly #settings: CloudFrontSettings;
  readonly #clock: Clock;

  constructor(settings: CloudFrontSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  async linkTo({ area, key }: FilePlace, disposition: string, validSeconds: number): Promise<TimedUrl> {
    if (area !== 'files') throw new StoreBroken('link to a file', `CloudFront serves nothing of the area ${area}`);
    const { domain, keyId, privateKey } = this.#settings;
    // Whole seconds are all that a signature knows.
    const expiresAt = instantOf((Math.floor(this.#clock.now() / 1000) + validSeconds) * 1000);
    const url = getSignedUrl({
      url: `https://${domain}/${key}?response-content-disposition=${encoded(disposition)}`,
      dateLessThan: new Date(expiresAt),
      keyPairId: keyId,
      privateKey,
      algorithm: 'SHA256',
    });
    return { url, expiresAt };
  }
}

/** A `*` would stand for anything in what is signed. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
