import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { CreatePlatformEndpointCommand, DeleteEndpointCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../../application/ports/clock.ts';
import type {
  AppAddress,
  DeviceAddress,
  Push,
  PushOutcome,
  PushProvider,
  PushResult,
} from '../../application/ports/push-provider.ts';
import type { AwsAnswer, AwsFailure, AwsPatience } from './aws-call.ts';
import { askAws, askingOnce, usualPatience } from './aws-call.ts';
import { inGroups } from './in-groups.ts';
import { apnsCollapseId, apnsPayload, fcmPayload, isUrgent, lifeSeconds } from './payloads.ts';
import type { PlatformApplications, SnsPlatform } from './platform-applications.ts';
import { platformOf } from './platform-applications.ts';
import type { ReportTrouble } from './trouble.ts';
import { reported } from './trouble.ts';

export interface SnsSettings {
  readonly applications: PlatformApplications;
  readonly region: string;
  /** Another service than the region's own. */
  readonly endpoint?: string;
  /** Others than those that the environment gives. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly patience?: AwsPatience;
  readonly clock: Clock;
  readonly report: ReportTrouble;
}

/** How many endpoints this process remembers. One that it forgot is asked for again: it is the same. */
const rememberedEndpoints = 10_000;
const devicesAtOnce = 20;

interface Endpoint {
  readonly arn: string;
  /** From memory: it may be gone since. */
  readonly isRemembered: boolean;
}

/**
 * Pushes through Amazon SNS. There a token is first made a platform endpoint, which is idempotent, and is then published to.
 *
 * SNS hears from Apple and Google later that a token is dead, and disables its endpoint: what is published next learns of it.
 * Such an endpoint is deleted, for the same token may come to life again and would find it still disabled.
 * https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html
 */
export class SnsPushProvider implements PushProvider {
  readonly #settings: SnsSettings;
  readonly #patience: AwsPatience;
  readonly #client: SNSClient;
  readonly #endpoints = new Map<string, string>();

  constructor(settings: SnsSettings) {
    const { region, endpoint, credentials, patience = usualPatience } = settings;
    this.#settings = settings;
    this.#patience = patience;
    this.#client = new SNSClient({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      ...askingOnce(patience),
    });
  }

  async send(push: Push, to: readonly DeviceAddress[]): Promise<readonly PushResult[]> {
    return inGroups(to, devicesAtOnce, async (device) => ({ device, outcome: await this.#sendTo(push, device) }));
  }

  /** Lets go of the connections. */
  close(): void {
    this.#client.destroy();
  }

  async #sendTo(push: Push, device: DeviceAddress): Promise<PushOutcome> {
    if (device.platform === 'WEB') return this.#outcome('refused', 'no app');
    const application = this.#settings.applications[device.platform];
    if (application === undefined) return this.#outcome('refused', `no platform application for ${device.platform}`);
    return this.#publish(push, device, application);
  }

  async #publish(push: Push, device: AppAddress, application: string): Promise<PushOutcome> {
    const endpoint = await this.#endpointOf(device, application);
    if (!('arn' in endpoint)) return endpoint.outcome;
    const command = new PublishCommand(publication(push, endpoint.arn, platformOf(application)));
    const published = await this.#ask((options) => this.#client.send(command, options));
    if (published.ok) return 'sent';
    const { failure } = published;
    if (failure.name === 'EndpointDisabledException') return this.#remove(device, endpoint.arn);
    if (!isMissing(failure)) return this.#outcome(outcomeOfFailure(failure), failure.name);
    this.#endpoints.delete(device.token);
    // Somebody deleted it since: a new one is made, once.
    return endpoint.isRemembered
      ? this.#publish(push, device, application)
      : this.#outcome({ retryAfterMs: 0 }, failure.name);
  }

  async #endpointOf({ token }: AppAddress, application: string): Promise<Endpoint | { readonly outcome: PushOutcome }> {
    const remembered = this.#endpoints.get(token);
    if (remembered !== undefined) return { arn: remembered, isRemembered: true };
    const command = new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: token });
    const made = await this.#ask((options) => this.#client.send(command, options));
    const arn = made.ok ? made.value.EndpointArn : arnOfExisting(made.failure);
    if (arn !== undefined) {
      this.#remember(token, arn);
      return { arn, isRemembered: false };
    }
    if (made.ok) return { outcome: this.#outcome({ retryAfterMs: 0 }, 'no endpoint') };
    const { failure } = made;
    const isNoToken = isInvalid(failure) && failure.sentence.includes('Token');
    return { outcome: this.#outcome(isNoToken ? 'gone' : outcomeOfFailure(failure), failure.name) };
  }

  async #remove({ token }: AppAddress, arn: string): Promise<PushOutcome> {
    this.#endpoints.delete(token);
    const command = new DeleteEndpointCommand({ EndpointArn: arn });
    const removed = await this.#ask((options) => this.#client.send(command, options));
    // Were the device forgotten now, nobody would delete the endpoint any more.
    return removed.ok
      ? this.#outcome('gone', 'EndpointDisabledException')
      : this.#outcome({ retryAfterMs: removed.failure.retryAfterMs }, removed.failure.name);
  }

  #remember(token: string, arn: string): void {
    this.#endpoints.set(token, arn);
    for (const [oldest] of this.#endpoints) {
      if (this.#endpoints.size <= rememberedEndpoints) return;
      this.#endpoints.delete(oldest);
    }
  }

  #ask<Value>(ask: (options: { readonly abortSignal: AbortSignal }) => Promise<Value>): Promise<AwsAnswer<Value>> {
    return askAws(this.#patience, this.#settings.clock, (abortSignal) => ask({ abortSignal }));
  }

  #outcome(outcome: PushOutcome, why: string): PushOutcome {
    return reported(this.#settings.report, 'sns', outcome, why);
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html */
function publication(push: Push, endpoint: string, platform: SnsPlatform) {
  const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });
  const isSilent = push.category === 'clear';
  return {
    TargetArn: endpoint,
    MessageStructure: 'json',
    // SNS wants a default; with a text of the platform's own beside it, nobody sees it.
    Message: JSON.stringify({ default: 'New', [platform]: platform === 'GCM' ? fcmPayload(push) : apnsPayload(push) }),
    ...(platform === 'GCM'
      ? {}
      : {
          MessageAttributes: {
            'AWS.SNS.MOBILE.APNS.PUSH_TYPE': text(isSilent ? 'background' : 'alert'),
            'AWS.SNS.MOBILE.APNS.PRIORITY': text(isUrgent(push) ? '10' : '5'),
            'AWS.SNS.MOBILE.APNS.COLLAPSE_ID': text(apnsCollapseId(push)),
            [`AWS.SNS.MOBILE.${platform}.TTL`]: text(`${lifeSeconds(push)}`),
          },
        }),
  };
}

const isInvalid = ({ name }: AwsFailure): boolean =>
  name === 'InvalidParameterException' || name === 'InvalidParameterValueException' || name === 'ValidationException';

const isMissing = (failure: AwsFailure): boolean =>
  failure.name === 'NotFoundException' || (isInvalid(failure) && failure.sentence.includes('No endpoint found'));

/** Somebody else made the endpoint, with attributes of their own: SNS then names it in the refusal only. */
function arnOfExisting(failure: AwsFailure): string | undefined {
  if (!isInvalid(failure)) return undefined;
  return /Endpoint (arn:aws[\w-]*:sns:\S+) already exists with the same Token/.exec(failure.sentence)?.[1];
}

/** What SNS finds wrong stays so. All else passes: a throttle, an outage, a set-up that an operator mends. */
const outcomeOfFailure = (failure: AwsFailure): PushOutcome =>
  isInvalid(failure) ? 'refused' : { retryAfterMs: failure.retryAfterMs };
