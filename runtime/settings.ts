import { resolve } from 'node:path';
import { readAgoraSettings } from '../adapters/agora/settings.ts';
import { readVapidKeys } from '../adapters/lambda/compose-provider-settings.ts';
import { parseClamdAddress } from '../adapters/lambda/file-work-settings.ts';
import { isRedisAddress, withoutPassword } from '../adapters/lambda/settings.ts';
import type { VapidKeys } from '../adapters/push/vapid-keys.ts';
import { LOG_LEVELS, type LogLevel } from './observe/index.ts';

/** The settings of `npm start`, parsed. Names and defaults: README, "Settings". */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly dynamoDbEndpoint?: string;
  readonly dynamoDbLocalHome?: string;
  /** A Redis or Valkey server to keep presence on. */
  readonly redisUrl?: string;
  /** An S3 to keep files on, instead of the local object store. */
  readonly s3Endpoint?: string;
  /** What the names of the buckets begin with. */
  readonly s3BucketPrefix: string;
  /** Of the local object store; 0 for any free one. */
  readonly objectStorePort: number;
  /** `host:port` of ClamAV's daemon, to scan files with. */
  readonly clamdAddress?: string;
  /** `AGORA_…`, as the functions are told them; none where calls go from browser to browser. */
  readonly agora: Readonly<Record<string, string>>;
  /** `VAPID_…`, to push to browsers with; none where the outbox takes what is for them. */
  readonly vapid?: VapidKeys;
  readonly messagesPerMinute: number;
  /** 0 for no limit. */
  readonly sessionsPerHour: number;
  /** 0 for no limit. */
  readonly joinsPerHour: number;
}

/** A setting has a value that cannot be meant. The message is one line, for the person who set it. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
  constructor(setting: string, value: string, expected: string) {
    super(`unable to start; ${setting} is ${JSON.stringify(value)}, expected ${expected}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws {WrongSetting} for the first value that cannot be meant. An empty value counts as not set. */
export const readSettings = (env: Environment): Settings => {
  const text = (name: string): string | undefined => (env[name]?.trim() ? env[name].trim() : undefined);
  const localHome = text('DYNAMODB_LOCAL_HOME');
  const endpoint = optionalUrl('DYNAMODB_ENDPOINT', text('DYNAMODB_ENDPOINT'));
  const s3Endpoint = optionalUrl('S3_ENDPOINT', text('S3_ENDPOINT'));
  const clamdAddress = optionalClamd('CLAMD_ADDRESS', text('CLAMD_ADDRESS'));
  const vapid = readVapidKeys({
    VAPID_PUBLIC_KEY: text('VAPID_PUBLIC_KEY'),
    VAPID_PRIVATE_KEY: text('VAPID_PRIVATE_KEY'),
    VAPID_SUBJECT: text('VAPID_SUBJECT'),
  });
  const redisUrl = optionalRedis('REDIS_URL', text('REDIS_URL'));
  return {
    host: hostName(text('HOST') ?? '127.0.0.1'),
    port: wholeNumber('PORT', text('PORT') ?? '4000', 65_535),
    dataDir: resolve(text('DATA_DIR') ?? '.parley'),
    logLevel: logLevel(text('LOG_LEVEL') ?? 'warn'),
    ...(endpoint === undefined ? {} : { dynamoDbEndpoint: endpoint }),
    ...(localHome === undefined ? {} : { dynamoDbLocalHome: resolve(localHome) }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(s3Endpoint === undefined ? {} : { s3Endpoint }),
    s3BucketPrefix: bucketPrefix(text('S3_BUCKET_PREFIX') ?? 'parley-'),
    objectStorePort: wholeNumber('OBJECT_STORE_PORT', text('OBJECT_STORE_PORT') ?? '0', 65_535),
    ...(clamdAddress === undefined ? {} : { clamdAddress }),
    agora: agoraSettings(text),
    ...(vapid === undefined ? {} : { vapid }),
    messagesPerMinute: wholeNumber('MESSAGES_PER_MINUTE', text('MESSAGES_PER_MINUTE') ?? '0', 1_000_000),
    sessionsPerHour: wholeNumber('SESSIONS_PER_HOUR', text('SESSIONS_PER_HOUR') ?? '0', 999_999),
    joinsPerHour: wholeNumber('JOINS_PER_HOUR', text('JOINS_PER_HOUR') ?? '0', 999_999),
  };
};

const agoraNames = [
  'AGORA_APP_ID',
  'AGORA_APP_CERTIFICATE',
  'AGORA_CUSTOMER_ID',
  'AGORA_CUSTOMER_SECRET',
  'AGORA_STORAGE_ACCESS_KEY',
  'AGORA_STORAGE_SECRET_KEY',
  'AGORA_WEBHOOK_SECRET',
  'AGORA_ENDPOINT',
];

const agoraSettings = (text: (name: string) => string | undefined): Readonly<Record<string, string>> => {
  const settings = Object.fromEntries(
    agoraNames.flatMap((name) => {
      const value = text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  readAgoraSettings(settings);
  return settings;
};

const wholeNumber = (name: string, value: string, greatest: number): number => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > greatest) {
    throw new WrongSetting(name, value, `a whole number from 0 to ${greatest}`);
  }
  return number;
};

const logLevel = (value: string): LogLevel => {
  const level = LOG_LEVELS.find((known) => known === value.toLowerCase());
  if (!level) throw new WrongSetting('LOG_LEVEL', value, `one of ${LOG_LEVELS.join(', ')}`);
  return level;
};

const hostName = (value: string): string => {
  if (!/^[A-Za-z0-9.:-]+$/.test(value)) throw new WrongSetting('HOST', value, 'an address or a host name');
  return value;
};

const bucketPrefix = (value: string): string => {
  if (!/^[a-z0-9][a-z0-9.-]{0,49}$/.test(value)) {
    throw new WrongSetting('S3_BUCKET_PREFIX', value, 'lower-case letters, digits, dots and hyphens, at most 50');
  }
  return value;
};

const optionalRedis = (name: string, value: string | undefined): string | undefined => {
  if (value === undefined || isRedisAddress(value)) return value;
  throw new WrongSetting(name, withoutPassword(value), 'redis[s]://host:port');
};

const optionalClamd = (name: string, value: string | undefined): string | undefined => {
  if (value === undefined || parseClamdAddress(value) !== undefined) return value;
  throw new WrongSetting(name, value, 'host:port');
};

const optionalUrl = (name: string, value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new WrongSetting(name, value, 'an http(s) URL');
  return value;
};
