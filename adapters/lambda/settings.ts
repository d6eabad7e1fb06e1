import type { HourlyRates } from '../../application/ports/hourly-rates.ts';
import { tableSettings } from '../dynamodb/layout/index.ts';

/** What the function is told by its environment. */
export interface ChatServiceSettings {
  /** Physical names: `CHAT_TABLE`, `GUARDS_TABLE`, `PEOPLE_TABLE`, `CALLS_TABLE`. */
  readonly tables: { readonly chat: string; readonly guards: string; readonly people: string; readonly calls: string };
  /** `AWS_REGION`. */
  readonly region: string;
  /** `DYNAMODB_ENDPOINT`: another service than the region's own. */
  readonly endpoint?: string;
  /** `REDIS_URL`: keeps presence on this Redis or Valkey server instead of the guards table. */
  readonly redisUrl?: string;
}

/** A setting has a value that cannot be meant. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
  constructor(setting: string, value: string | undefined, expected: string) {
    const found = value === undefined ? 'not set' : JSON.stringify(value);
    super(`unable to start the chat service; ${setting} is ${found}, expected ${expected}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws {WrongSetting} for the first value that cannot be meant. An empty value counts as not set. */
export function readChatServiceSettings(environment: Environment): ChatServiceSettings {
  const tableName = (setting: string): string => matching(environment, setting, /^[\w.-]{3,255}$/, 'a table name');
  const endpoint = environment['DYNAMODB_ENDPOINT'];
  if (endpoint && !isHttpAddress(endpoint)) {
    throw new WrongSetting('DYNAMODB_ENDPOINT', endpoint, 'an http or https address');
  }
  const redisUrl = environment['REDIS_URL'];
  if (redisUrl && !isRedisAddress(redisUrl)) {
    throw new WrongSetting('REDIS_URL', withoutPassword(redisUrl), 'a redis or rediss address');
  }
  return {
    tables: {
      chat: tableName(tableSettings.chat),
      guards: tableName(tableSettings.guards),
      people: tableName(tableSettings.people),
      calls: tableName(tableSettings.calls),
    },
    region: regionIn(environment),
    ...(endpoint ? { endpoint } : {}),
    ...(redisUrl ? { redisUrl } : {}),
  };
}

function matching(environment: Environment, setting: string, form: RegExp, expected: string): string {
  const value = environment[setting];
  if (value === undefined || !form.test(value)) throw new WrongSetting(setting, value, expected);
  return value;
}

const regionIn = (environment: Environment): string =>
  matching(environment, 'AWS_REGION', /^[a-z]{2}(-[a-z]+)+-\d+$/, 'the name of a region');

/** As whom the functions ask services of AWS, and where. */
export interface AwsSettings {
  /** `AWS_REGION`. */
  readonly region: string;
  /** `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`: those of the function's role, as Lambda sets them. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** @throws {WrongSetting} which never shows a credential. */
export function readAwsSettings(environment: Environment): AwsSettings {
  const credential = (setting: string): string => {
    const value = environment[setting];
    if (!value) throw new WrongSetting(setting, undefined, 'a credential');
    return value;
  };
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  return {
    region: regionIn(environment),
    credentials: {
      accessKeyId: credential('AWS_ACCESS_KEY_ID'),
      secretAccessKey: credential('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken ? { sessionToken } : {}),
    },
  };
}

/** Where the functions tell subscribers, and as whom. */
export interface LiveDeliverySettings extends AwsSettings {
  /** `GRAPHQL_ENDPOINT`: the API's address. */
  readonly endpoint: URL;
}

/** @throws {WrongSetting} which never shows a credential. */
export function readLiveDeliverySettings(environment: Environment): LiveDeliverySettings {
  return { endpoint: addressIn(environment, 'GRAPHQL_ENDPOINT'), ...readAwsSettings(environment) };
}

/** @throws {WrongSetting} */
export function addressIn(environment: Environment, setting: string): URL {
  const address = environment[setting];
  if (!address || !isHttpAddress(address)) throw new WrongSetting(setting, address, 'an http or https address');
  return new URL(address);
}

/** `SESSIONS_PER_HOUR`, `JOINS_PER_HOUR`: 0, as not set, is no limit. @throws {WrongSetting} */
export function readHourlyRates(environment: Environment): HourlyRates {
  const count = (setting: string): number =>
    environment[setting] ? Number(matching(environment, setting, /^\d{1,6}$/, 'a whole number below a million')) : 0;
  return { sessionsPerHour: count('SESSIONS_PER_HOUR'), joinsPerHour: count('JOINS_PER_HOUR') };
}

const isHttpAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

/** `redis[s]://[[user]:password@]host[:port][/database]` */
export function isRedisAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isRedis = url?.protocol === 'redis:' || url?.protocol === 'rediss:';
  return isRedis && url.hostname !== '' && /^\/?\d*$/.test(url.pathname);
}

/** As it may be shown: a password stands before the `@`. */
export const withoutPassword = (address: string): string => address.replace(/^.*@/s, '…@');
