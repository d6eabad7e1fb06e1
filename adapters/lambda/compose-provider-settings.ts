import type { PlatformApplications } from '../push/platform-applications.ts';
import { platformApplicationsOf } from '../push/platform-applications.ts';
import type { VapidKeys } from '../push/vapid-keys.ts';
import { areVapidKeys } from '../push/vapid-keys.ts';
import type { Environment } from './settings.ts';
import { WrongSetting } from './settings.ts';

/** Who hands pushes to Apple and Google. */
export type AppPushSettings =
  | {
      readonly provider: 'pinpoint';
      /** `PINPOINT_APPLICATION_ID` */
      readonly applicationId: string;
      /** `APNS_CHANNEL`: `APNS`, or `APNS_SANDBOX` for apps that were built for development. */
      readonly apnsChannel: 'APNS' | 'APNS_SANDBOX';
    }
  | {
      readonly provider: 'sns';
      /** `SNS_PLATFORM_APPLICATIONS`: ARNs with commas between them. */
      readonly applications: PlatformApplications;
    };

export interface EmailSettings {
  /** `EMAIL_FROM`: a sender that SES has verified. */
  readonly from: string;
  /** `EMAIL_CONFIGURATION_SET` */
  readonly configurationSet?: string;
  /** `EMAIL_UNSUBSCRIBE`: an https: or mailto: address. */
  readonly unsubscribe?: string;
}

/** What the worker that sends notifications is told by its environment. What is not set up is not used. */
export interface ProviderSettings {
  /** `AWS_REGION` */
  readonly region: string;
  /** `PUSH_PROVIDER` */
  readonly apps: AppPushSettings | undefined;
  /** `VAPID_PUBLIC_KEY`, `VAPID_PRIVATE_KEY`, `VAPID_SUBJECT`: all of them, or none. */
  readonly browsers: VapidKeys | undefined;
  readonly email: EmailSettings | undefined;
}

/** @throws {WrongSetting} for the first value that cannot be meant; it shows no key. An empty value counts as not set. */
export function readProviderSettings(environment: Environment): ProviderSettings {
  return {
    region: asked(environment, 'AWS_REGION', /^[a-z]{2}(-[a-z]+)+-\d+$/, 'the name of a region'),
    apps: appsIn(environment),
    browsers: readVapidKeys(environment),
    email: emailIn(environment),
  };
}

function appsIn(environment: Environment): AppPushSettings | undefined {
  const provider = environment['PUSH_PROVIDER'];
  if (!provider) return undefined;
  if (provider === 'pinpoint') {
    const applicationId = asked(
      environment,
      'PINPOINT_APPLICATION_ID',
      /^[0-9a-f]{32}$/,
      'an id of 32 hexadecimal digits',
    );
    const channel = environment['APNS_CHANNEL'] || 'APNS';
    if (channel === 'APNS' || channel === 'APNS_SANDBOX') return { provider, applicationId, apnsChannel: channel };
    throw new WrongSetting('APNS_CHANNEL', channel, 'APNS or APNS_SANDBOX');
  }
  if (provider === 'sns') {
    const listed = environment['SNS_PLATFORM_APPLICATIONS'];
    const applications = platformApplicationsOf((listed ?? '').split(',').map((arn) => arn.trim()));
    if (applications !== undefined) return { provider, applications };
    const expected = 'the ARNs of a platform application of APNS or APNS_SANDBOX, of one of GCM, or of both';
    throw new WrongSetting('SNS_PLATFORM_APPLICATIONS', listed, expected);
  }
  throw new WrongSetting('PUSH_PROVIDER', provider, 'pinpoint or sns');
}

/** The keys that browsers are pushed to with, where there are any. @throws {WrongSetting} */
export function readVapidKeys(environment: Environment): VapidKeys | undefined {
  const [publicKey = '', privateKey = '', subject = ''] = [
    environment['VAPID_PUBLIC_KEY'],
    environment['VAPID_PRIVATE_KEY'],
    environment['VAPID_SUBJECT'],
  ];
  if (publicKey === '' && privateKey === '' && subject === '') return undefined;
  if (!/^(https:\/\/|mailto:)\S+$/.test(subject)) {
    throw new WrongSetting('VAPID_SUBJECT', environment['VAPID_SUBJECT'], 'an https: or mailto: address');
  }
  const keys = { publicKey, privateKey, subject };
  if (areVapidKeys(keys)) return keys;
  // The private key is no one's business: only the public one is shown.
  throw new WrongSetting(
    'VAPID_PUBLIC_KEY',
    environment['VAPID_PUBLIC_KEY'],
    'the one that goes with VAPID_PRIVATE_KEY',
  );
}

function emailIn(environment: Environment): EmailSettings | undefined {
  if (!environment['EMAIL_FROM']) return undefined;
  const [set, unsubscribe] = [environment['EMAIL_CONFIGURATION_SET'], environment['EMAIL_UNSUBSCRIBE']];
  const sender = /^([^<>"@\r\n]{1,100} <[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/;
  const address = /^(https:\/\/|mailto:)[!-;=?-~]{1,1000}$/;
  return {
    from: asked(environment, 'EMAIL_FROM', sender, 'an address, or a name with an address as <address>'),
    ...(set ? { configurationSet: asked(environment, 'EMAIL_CONFIGURATION_SET', /^[\w-]{1,64}$/, 'a name') } : {}),
    ...(unsubscribe
      ? { unsubscribe: asked(environment, 'EMAIL_UNSUBSCRIBE', address, 'an https: or mailto: address') }
      : {}),
  };
}

function asked(environment: Environment, setting: string, form: RegExp, expected: string): string {
  const value = environment[setting];
  if (value === undefined || !form.test(value)) throw new WrongSetting(setting, value, expected);
  return value;
}
