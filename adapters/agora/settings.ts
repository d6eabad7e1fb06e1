import type { AgoraProject } from './rtc-token.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What calls run on. */
export interface AgoraSettings extends AgoraProject {
  /** Of Agora's REST API, by which those are kept out whom a moderator removed. `null` where nobody can be. */
  readonly customer: { readonly id: string; readonly secret: string } | null;
  /** What Agora writes recordings into the store with. `null` where no call is recorded. */
  readonly storage: { readonly accessKey: string; readonly secretKey: string } | null;
  /** What Agora signs its notices with. `null` where none is believed. */
  readonly webhookSecret: string | null;
  /** Of the REST API. */
  readonly endpoint: string;
}

const hex = /^[0-9a-f]{32}$/i;
/** https://docs.agora.io/en/cloud-recording/reference/restful-api */
const ownEndpoint = 'https://api.sd-rtn.com';

/**
 * `AGORA_APP_ID` and `AGORA_APP_CERTIFICATE`, both or neither: without them calls go from browser to browser. With them
 * `AGORA_CUSTOMER_ID` and `AGORA_CUSTOMER_SECRET`, both or neither; and with those `AGORA_STORAGE_ACCESS_KEY` and
 * `AGORA_STORAGE_SECRET_KEY`, both or neither. `AGORA_WEBHOOK_SECRET` and `AGORA_ENDPOINT` stand by themselves.
 * @throws {Error} naming the first that cannot be meant. It never shows a secret.
 */
export function readAgoraSettings(environment: Environment): AgoraSettings | undefined {
  const project = pairIn(environment, 'AGORA_APP_ID', 'AGORA_APP_CERTIFICATE');
  const customer = pairIn(environment, 'AGORA_CUSTOMER_ID', 'AGORA_CUSTOMER_SECRET');
  const storage = pairIn(environment, 'AGORA_STORAGE_ACCESS_KEY', 'AGORA_STORAGE_SECRET_KEY');
  const webhookSecret = environment['AGORA_WEBHOOK_SECRET']?.trim();
  if (storage !== undefined && customer === undefined) {
    throw wrong('AGORA_CUSTOMER_ID', 'not set', 'a value, since AGORA_STORAGE_ACCESS_KEY is set');
  }
  if (project === undefined) {
    const also = customer ? 'AGORA_CUSTOMER_ID' : webhookSecret ? 'AGORA_WEBHOOK_SECRET' : undefined;
    if (also === undefined) return undefined;
    throw wrong('AGORA_APP_ID', 'not set', `that of the project, since ${also} is set`);
  }
  const [appId, appCertificate] = project;
  const expected = '32 hexadecimal characters';
  if (!hex.test(appId)) throw wrong('AGORA_APP_ID', JSON.stringify(appId), expected);
  if (!hex.test(appCertificate)) throw wrong('AGORA_APP_CERTIFICATE', 'something else', expected);
  return {
    appId,
    appCertificate,
    customer: customer === undefined ? null : { id: customer[0], secret: customer[1] },
    storage: storage === undefined ? null : { accessKey: storage[0], secretKey: storage[1] },
    webhookSecret: webhookSecret === undefined || webhookSecret === '' ? null : webhookSecret,
    endpoint: endpointIn(environment),
  };
}

function endpointIn(environment: Environment): string {
  const endpoint = environment['AGORA_ENDPOINT']?.trim();
  if (!endpoint) return ownEndpoint;
  const isAddress = URL.canParse(endpoint) && ['http:', 'https:'].includes(new URL(endpoint).protocol);
  if (!isAddress) throw wrong('AGORA_ENDPOINT', JSON.stringify(endpoint), 'an http or https address');
  return endpoint;
}

function pairIn(environment: Environment, one: string, other: string): readonly [string, string] | undefined {
  const [first, second] = [environment[one]?.trim(), environment[other]?.trim()];
  if (!first && !second) return undefined;
  if (!first) throw wrong(one, 'not set', `a value, since ${other} is set`);
  if (!second) throw wrong(other, 'not set', `a value, since ${one} is set`);
  return [first, second];
}

const wrong = (setting: string, found: string, expected: string): Error =>
  new Error(`unable to run calls on Agora; ${setting} is ${found}, expected ${expected}`);
