import type { DeliveryStatus, MessageResult } from '@aws-sdk/client-pinpoint';
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import type { Clock } from '../../application/ports/clock.ts';
import type {
  AppAddress,
  DeviceAddress,
  Push,
  PushOutcome,
  PushProvider,
  PushResult,
} from '../../application/ports/push-provider.ts';
import type { AwsFailure, AwsPatience } from './aws-call.ts';
import { askAws, askingOnce, usualPatience } from './aws-call.ts';
import { apnsCollapseId, apnsPayload, fcmPayload, isUrgent, lifeSeconds } from './payloads.ts';
import type { ReportTrouble } from './trouble.ts';
import { reported } from './trouble.ts';

export interface PinpointSettings {
  /** Of the application in AWS End User Messaging, whose channels hold the credentials of Apple and Google. */
  readonly applicationId: string;
  /** `APNS_SANDBOX` for apps that were built for development. */
  readonly apnsChannel: 'APNS' | 'APNS_SANDBOX';
  readonly region: string;
  /** Another service than the region's own. */
  readonly endpoint?: string;
  /** Others than those that the environment gives. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly patience?: AwsPatience;
  readonly clock: Clock;
  readonly report: ReportTrouble;
}

/** How many addresses a request takes. https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html */
const addressesOfRequest = 100;

/**
 * Pushes through AWS End User Messaging, whose API is Pinpoint's: `SendMessages` straight to tokens. Nothing is kept there:
 * endpoints, segments and campaigns, which ended with Pinpoint, are not used.
 */
export class PinpointPushProvider implements PushProvider {
  readonly #settings: PinpointSettings;
  readonly #patience: AwsPatience;
  readonly #client: PinpointClient;

  constructor(settings: PinpointSettings) {
    const { region, endpoint, credentials, patience = usualPatience } = settings;
    this.#settings = settings;
    this.#patience = patience;
    this.#client = new PinpointClient({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      ...askingOnce(patience),
    });
  }

  async send(push: Push, to: readonly DeviceAddress[]): Promise<readonly PushResult[]> {
    const results = new Map<DeviceAddress, PushResult>();
    const apps = to.filter((device) => device.platform !== 'WEB');
    for (let at = 0; at < apps.length; at += addressesOfRequest) {
      const devices = apps.slice(at, at + addressesOfRequest);
      for (const result of await this.#sendTo(push, devices)) results.set(result.device, result);
    }
    return to.map((device) => results.get(device) ?? { device, outcome: this.#outcome('refused', 'no app') });
  }

  /** Lets go of the connections. */
  close(): void {
    this.#client.destroy();
  }

  async #sendTo(push: Push, devices: readonly AppAddress[]): Promise<readonly PushResult[]> {
    const answer = await askAws(this.#patience, this.#settings.clock, (abortSignal) =>
      this.#client.send(this.#request(push, devices), { abortSignal }),
    );
    if (answer.ok) {
      const found = new Map(Object.entries(answer.value.MessageResponse?.Result ?? {}));
      return devices.map((device) => this.#resultOf(device, found.get(device.token)));
    }
    const { failure } = answer;
    const outcome = outcomeOfFailure(failure);
    if (outcome === 'refused' && devices.length > 1) {
      // It may be for one of them that all were refused.
      const alone = await Promise.all(devices.map((device) => this.#sendTo(push, [device])));
      return alone.flat();
    }
    return devices.map((device) => ({ device, outcome: this.#outcome(outcome, failure.name) }));
  }

  #request(push: Push, devices: readonly AppAddress[]): SendMessagesCommand {
    const { applicationId, apnsChannel } = this.#settings;
    const isSilent = push.category === 'clear';
    const channelOf = ({ platform }: AppAddress) => (platform === 'IOS' ? apnsChannel : ('GCM' as const));
    return new SendMessagesCommand({
      ApplicationId: applicationId,
      MessageRequest: {
        Addresses: Object.fromEntries(devices.map((device) => [device.token, { ChannelType: channelOf(device) }])),
        MessageConfiguration: {
          APNSMessage: {
            APNSPushType: isSilent ? 'background' : 'alert',
            SilentPush: isSilent,
            CollapseId: apnsCollapseId(push),
            Priority: isUrgent(push) ? '10' : '5',
            TimeToLive: lifeSeconds(push),
            PreferredAuthenticationMethod: 'TOKEN',
            RawContent: apnsPayload(push),
          },
          GCMMessage: {
            SilentPush: isSilent,
            PreferredAuthenticationMethod: 'TOKEN',
            RawContent: fcmPayload(push),
          },
        },
      },
    });
  }

  #resultOf(device: AppAddress, result: MessageResult | undefined): PushResult {
    if (result === undefined) return { device, outcome: this.#outcome({ retryAfterMs: 0 }, 'no result') };
    const { DeliveryStatus: status, StatusCode: code, UpdatedToken: newToken } = result;
    const outcome = this.#outcome(outcomeOfResult(result), `${status ?? 'no status'} ${code ?? ''}`.trim());
    const isNew = outcome === 'sent' && newToken !== undefined && newToken !== '' && newToken !== device.token;
    return isNew ? { device, outcome, newToken } : { device, outcome };
  }

  #outcome(outcome: PushOutcome, why: string): PushOutcome {
    return reported(this.#settings.report, 'pinpoint', outcome, why);
  }
}

/** Apple's and Google's own words for an address that is dead, as they come through. */
const deadAddress = /\b(Unregistered|UNREGISTERED|BadDeviceToken|ExpiredToken|NotRegistered|InvalidRegistration)\b/;

function outcomeOfResult({
  DeliveryStatus: status,
  StatusCode: code,
  StatusMessage: message,
}: MessageResult): PushOutcome {
  const outcomes: Readonly<Record<DeliveryStatus, PushOutcome>> = {
    SUCCESSFUL: 'sent',
    // Another address of this request is the same one.
    DUPLICATE: 'sent',
    OPT_OUT: 'gone',
    // Also what a wrong certificate is told by: then it is every address, and none of them may be forgotten for it.
    PERMANENT_FAILURE: code === 410 || deadAddress.test(message ?? '') ? 'gone' : 'refused',
    THROTTLED: { retryAfterMs: 0 },
    TEMPORARY_FAILURE: { retryAfterMs: 0 },
    UNKNOWN_FAILURE: { retryAfterMs: 0 },
  };
  return status === undefined
    ? { retryAfterMs: 0 }
    : (new Map(Object.entries(outcomes)).get(status) ?? { retryAfterMs: 0 });
}

/** A request that AWS cannot read stays so. All else passes: a throttle, an outage, a set-up that an operator mends. */
function outcomeOfFailure({ name, retryAfterMs }: AwsFailure): PushOutcome {
  return name === 'BadRequestException' || name === 'PayloadTooLargeException' ? 'refused' : { retryAfterMs };
}
