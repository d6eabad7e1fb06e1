import { createPrivateKey } from 'node:crypto';

/** The delivery network that serves files, and with what its links are signed. */
export interface CloudFrontSettings {
  /** `FILES_DOMAIN`: of the distribution, without a scheme. */
  readonly domain: string;
  /** `FILES_KEY_ID`: of the public key that it verifies links with. */
  readonly keyId: string;
  /** `FILES_PRIVATE_KEY`: RSA, as PEM. */
  readonly privateKey: string;
}

/**
 * From a function's environment: all three, or none, which is `undefined`. An empty value counts as not set.
 * @throws {Error} naming the first that cannot be meant. It never shows the key.
 */
export function readCloudFrontSettings(
  environment: Readonly<Record<string, string | undefined>>,
): CloudFrontSettings | undefined {
  const [domain, keyId, privateKey] = [
    environment['FILES_DOMAIN'] ?? '',
    environment['FILES_KEY_ID'] ?? '',
    environment['FILES_PRIVATE_KEY'] ?? '',
  ];
  if (domain === '' && keyId === '' && privateKey === '') return undefined;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) throw wrong('FILES_DOMAIN', JSON.stringify(domain), 'a domain');
  if (!/^[A-Z0-9]{8,32}$/.test(keyId)) throw wrong('FILES_KEY_ID', JSON.stringify(keyId), 'the id of a public key');
  if (!isRsaKey(privateKey)) throw wrong('FILES_PRIVATE_KEY', 'something else', 'an RSA private key as PEM');
  return { domain, keyId, privateKey };
}

const wrong = (setting: string, found: string, expected: string): Error =>
  new Error(`unable to give out links to files; ${setting} is ${found}, expected ${expected}`);

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
