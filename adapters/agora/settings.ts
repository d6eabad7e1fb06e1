import type { AgoraProject } from './rtc-token.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What calls run on. */
export interface AgoraSettings extends AgoraProject {
  /** Of Agora's REST API, by which those are kept out whom a moderator removed. `null` where nobody can be. */
  readonly customer: { readonly id: string; readonly secret: string } | null;
}

const hex = /^[0-9a-f]{32}$/i;

/**
 * `AGORA_APP_ID` and `AGORA_APP_CERTIFICATE`, both or neither: without them calls go from browser to browser. With them
 * `AGORA_CUSTOMER_ID` and `AGORA_CUSTOMER_SECRET`, both or neither.
 * @throws {Error} naming the first that cannot be meant. It never shows a secret.
 */
export function readAgoraSettings(environment: Environment): AgoraSettings | undefined {
  const project = pairIn(environment, 'AGORA_APP_ID', 'AGORA_APP_CERTIFICATE');
  const customer = pairIn(environment, 'AGORA_CUSTOMER_ID', 'AGORA_CUSTOMER_SECRET');
  if (project === undefined) {
    if (customer === undefined) return undefined;
    throw wrong('AGORA_APP_ID', 'not set', 'that of the project, since AGORA_CUSTOMER_ID is set');
  }
  const [appId, appCertificate] = project;
  const expected = '32 hexadecimal characters';
  if (!hex.test(appId)) throw wrong('AGORA_APP_ID', JSON.stringify(appId), expected);
  if (!hex.test(appCertificate)) throw wrong('AGORA_APP_CERTIFICATE', 'something else', expected);
  const [id, secret] = customer ?? [];
  return { appId, appCertificate, customer: id === undefined || secret === undefined ? null : { id, secret } };
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
