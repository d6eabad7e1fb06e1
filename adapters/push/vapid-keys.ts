import { createECDH } from 'node:crypto';

/** The keys that name the application to push services, base64url, and whom these may turn to. RFC 8292. */
export interface VapidKeys {
  /** An uncompressed point of P-256: 65 bytes. Browsers subscribe with it. */
  readonly publicKey: string;
  /** 32 bytes. */
  readonly privateKey: string;
  /** `https:` or `mailto:` */
  readonly subject: string;
}

/** Whether the keys are a pair, and push services are told whom to turn to. */
export function areVapidKeys({ publicKey, privateKey, subject }: VapidKeys): boolean {
  const bytes = Buffer.from(privateKey, 'base64url');
  if (bytes.length !== 32 || !/^[\w-]{43}$/.test(privateKey) || !/^(https:\/\/|mailto:)\S+$/.test(subject))
    return false;
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(bytes);
  } catch {
    return false;
  }
  return pair.getPublicKey('base64url') === publicKey;
}
