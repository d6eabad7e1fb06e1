/** What SNS calls whom it hands a push to. The names are also those of the payloads. */
export type SnsPlatform = 'APNS' | 'APNS_SANDBOX' | 'GCM';

/** ARNs of the platform applications, which hold the credentials of Apple and Google. */
export interface PlatformApplications {
  readonly IOS?: string;
  readonly ANDROID?: string;
}

const form = /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:app\/(APNS|APNS_SANDBOX|GCM)\/[\w.-]{1,256}$/;

/** @throws {RangeError} for an ARN that names none, which `platformApplicationsOf` lets through nowhere. */
export function platformOf(arn: string): SnsPlatform {
  const [, platform] = form.exec(arn) ?? [];
  if (platform === 'APNS' || platform === 'APNS_SANDBOX' || platform === 'GCM') return platform;
  throw new RangeError('unable to use the platform application; its ARN is none of APNS, APNS_SANDBOX or GCM');
}

/** At most one of each: `APNS` or `APNS_SANDBOX`, and `GCM`; at least one in all. `undefined` for any other list. */
export function platformApplicationsOf(arns: readonly string[]): PlatformApplications | undefined {
  if (arns.length === 0 || !arns.every((arn) => form.test(arn))) return undefined;
  const apple = arns.filter((arn) => platformOf(arn) !== 'GCM');
  const google = arns.filter((arn) => platformOf(arn) === 'GCM');
  if (apple.length > 1 || google.length > 1) return undefined;
  const [ios, android] = [apple[0], google[0]];
  return { ...(ios === undefined ? {} : { IOS: ios }), ...(android === undefined ? {} : { ANDROID: android }) };
}
