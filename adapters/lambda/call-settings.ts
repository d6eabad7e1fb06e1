import type { AgoraProject } from '../agora/rtc-token.ts';
import type { Environment } from './settings.ts';
import { WrongSetting } from './settings.ts';

/** What calls run on. */
export interface AgoraSettings extends AgoraProject {
  /** Of Agora's REST API, by which those are kept out whom a moderator removed. `null` where nobody can be. */
  readonly customer: { readonly id: string; readonly secret: string } | null;
}

const hex = /^[0-9a-f]{32}$/i;

/**
 * `AGORA_APP_ID` and `AGORA_APP_CERTIFICATE`, both or neither: without them calls go from browser to browser. With them
 * `AGORA_CUSTOMER_ID` and `AGORA_CUSTOMER_SECRET`, both or neither.
 * @throws {WrongSetting} which never shows a secret.
 */
export function readAgoraSettings(environment: Environment): AgoraSettings | undefined {
  const project = pairIn(environment, 'AGORA_APP_ID', 'AGORA_APP_CERTIFICATE');
  const customer = pairIn(environment, 'AGORA_CUSTOMER_ID', 'AGORA_CUSTOMER_SECRET');
  if (project === undefined) {
    if (customer === undefined) return undefined;
    throw new WrongSetting('AGORA_APP_ID', undefined, 'the id of the project whose AGORA_CUSTOMER_ID is set');
  }
  const [appId, appCertificate] = project;
  const expected = '32 hexadecimal characters';
  if (!hex.test(appId)) throw new WrongSetting('AGORA_APP_ID', appId, expected);
  if (!hex.test(appCertificate)) throw new WrongSetting('AGORA_APP_CERTIFICATE', '…', expected);
  const [id, secret] = customer ?? [];
  return { appId, appCertificate, customer: id === undefined || secret === undefined ? null : { id, secret } };
}

function pairIn(environment: Environment, one: string, other: string): readonly [string, string] | undefined {
  const [first, second] = [environment[one]?.trim(), environment[other]?.trim()];
  if (!first && !second) return undefined;
  if (!first) throw new WrongSetting(one, undefined, `a value, since ${other} is set`);
  if (!second) throw new WrongSetting(other, undefined, `a value, since ${one} is set`);
  return [first, second];
}
