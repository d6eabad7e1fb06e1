import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, WrongSetting } from './settings.ts';

describe('The settings of npm start', () => {
  it('have defaults that need nothing to be set', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      dataDir: join(process.cwd(), '.parley'),
      logLevel: 'warn',
      s3BucketPrefix: 'parley-',
      objectStorePort: 0,
      agora: {},
      messagesPerMinute: 0,
      sessionsPerHour: 0,
      joinsPerHour: 0,
    });
  });

  it('take a Redis server with user and password, and never show them', () => {
    const redisUrl = 'rediss://me:secret@valkey.example:6380/1';
    expect(readSettings({ REDIS_URL: redisUrl })).toMatchObject({ redisUrl });
    expect(() => readSettings({ REDIS_URL: 'me:secret@localhost' })).toThrow('REDIS_URL is "…@localhost", expected');
  });

  it('take a project of Agora whole or not at all, and never show its certificate', () => {
    const agora = { AGORA_APP_ID: 'a'.repeat(32), AGORA_APP_CERTIFICATE: 'c'.repeat(32) };
    expect(readSettings(agora)).toMatchObject({ agora });
    expect(() => readSettings({ AGORA_APP_CERTIFICATE: 'hush' })).toThrow('AGORA_APP_ID is not set');
    expect(() => readSettings({ AGORA_APP_CERTIFICATE: 'hush' })).not.toThrow('hush');
  });

  it('take the keys of pushes to browsers whole or not at all, and never show the private one', () => {
    expect(() => readSettings({ VAPID_PUBLIC_KEY: 'B', VAPID_PRIVATE_KEY: 'hush' })).toThrow('VAPID_SUBJECT is');
    const mismatched = { VAPID_PUBLIC_KEY: 'B', VAPID_PRIVATE_KEY: 'hush', VAPID_SUBJECT: 'mailto:ops@example.org' };
    expect(() => readSettings(mismatched)).toThrow('VAPID_PUBLIC_KEY is');
    expect(() => readSettings(mismatched)).not.toThrow('hush');
    expect(readSettings({ VAPID_SUBJECT: ' ' })).not.toHaveProperty('vapid');
  });

  it('take an empty value for one that is not set', () => {
    expect(readSettings({ PORT: '', LOG_LEVEL: ' ' })).toEqual(readSettings({}));
  });

  it.each([
    ['PORT', 'http', 'PORT is "http", expected a whole number from 0 to 65535'],
    ['PORT', '65536', 'PORT is "65536", expected a whole number from 0 to 65535'],
    ['PORT', '-1', 'PORT is "-1", expected a whole number from 0 to 65535'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud", expected one of debug, info, warn, error, silent'],
    ['HOST', 'a b', 'HOST is "a b", expected an address or a host name'],
    ['REDIS_URL', 'http://localhost:6379', 'REDIS_URL is "http://localhost:6379", expected redis[s]://host:port'],
    ['DYNAMODB_ENDPOINT', 'localhost:8000', 'DYNAMODB_ENDPOINT is "localhost:8000", expected an http(s) URL'],
    ['CLAMD_ADDRESS', 'clamd', 'CLAMD_ADDRESS is "clamd", expected host:port'],
    ['S3_ENDPOINT', 'minio', 'S3_ENDPOINT is "minio", expected an http(s) URL'],
    [
      'S3_BUCKET_PREFIX',
      'A/',
      'S3_BUCKET_PREFIX is "A/", expected lower-case letters, digits, dots and hyphens, at most 50',
    ],
    ['OBJECT_STORE_PORT', '70000', 'OBJECT_STORE_PORT is "70000", expected a whole number from 0 to 65535'],
    ['MESSAGES_PER_MINUTE', 'many', 'MESSAGES_PER_MINUTE is "many", expected a whole number from 0 to 1000000'],
  ])('refuse %s=%s with one clear line', (name, value, why) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      new WrongSetting(name, value, why.split('expected ')[1] ?? ''),
    );
    expect(() => readSettings({ [name]: value })).toThrow(`unable to start; ${why}`);
  });
});
