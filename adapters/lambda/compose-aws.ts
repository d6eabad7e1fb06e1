import type { AwsAccess } from '../aws-json/aws-json.ts';
import { Secrets } from '../secrets-manager/secrets.ts';
import type { Environment } from './settings.ts';
import { addressIn, readAwsSettings } from './settings.ts';

/** Services that are asked without an SDK, with the names that SDKs have for them in settings. */
const services = {
  'cognito-idp': 'COGNITO_IDENTITY_PROVIDER',
  events: 'EVENTBRIDGE',
  secretsmanager: 'SECRETS_MANAGER',
} as const;

/**
 * The region's own service, asked as the function's role. `AWS_ENDPOINT_URL_<service>` names another one, as it does for SDKs:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @throws {WrongSetting}
 */
export function awsAccess(environment: Environment, service: keyof typeof services, timeoutMs: number): AwsAccess {
  const settings = readAwsSettings(environment);
  const other = `AWS_ENDPOINT_URL_${services[service]}`;
  const endpoint = environment[other]
    ? addressIn(environment, other)
    : new URL(`https://${service}.${settings.region}.amazonaws.com`);
  return { ...settings, endpoint, timeoutMs };
}

/** The environment with the values of the secrets that it names: `<NAME>_SECRET` is the ARN of `<NAME>`. @throws {SecretUnavailable} {WrongSetting} */
export const withSecrets = (environment: Environment): Promise<Environment> =>
  new Secrets(awsAccess(environment, 'secretsmanager', 3_000)).resolved(environment);
