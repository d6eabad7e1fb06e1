import type { Clock } from '../../application/ports/clock.ts';
import type { EmailSender } from '../../application/ports/email-sender.ts';
import type { PushProvider } from '../../application/ports/push-provider.ts';
import { SesEmailSender } from '../email/ses.ts';
import { PinpointPushProvider } from '../push/pinpoint.ts';
import { PushRouter } from '../push/router.ts';
import { SnsPushProvider } from '../push/sns.ts';
import { WebPushProvider } from '../push/web-push.ts';
import type { ProviderSettings } from './compose-provider-settings.ts';

/** Of what was not sent: a line of the log. Words of the provider only: no token, no address, no text. */
export type ReportNotSent = (
  event: 'push.not-sent' | 'email.not-sent',
  fields: Readonly<Record<string, string>>,
) => void;

export interface Providers {
  readonly pushes: PushProvider;
  readonly emails: EmailSender;
  /** Lets go of their connections. */
  close(): void;
}

/** Nobody has an address where no e-mail is sent. */
const noEmails: EmailSender = { send: async () => 'gone' };

/** Who delivers pushes and e-mails for an installation on AWS. */
export function composeProviders(
  { region, apps, browsers, email }: ProviderSettings,
  clock: Clock,
  report: ReportNotSent,
): Providers {
  const common = { clock, report: (trouble: object) => report('push.not-sent', { ...trouble }) };
  const appPushes =
    apps === undefined
      ? undefined
      : apps.provider === 'pinpoint'
        ? new PinpointPushProvider({ ...apps, ...common, region })
        : new SnsPushProvider({ ...apps, ...common, region });
  const browserPushes = browsers === undefined ? undefined : new WebPushProvider({ keys: browsers, ...common });
  const emails =
    email === undefined
      ? undefined
      : new SesEmailSender({ ...email, region, clock, report: (trouble) => report('email.not-sent', { ...trouble }) });
  return {
    pushes: new PushRouter({ IOS: appPushes, ANDROID: appPushes, WEB: browserPushes }),
    emails: emails ?? noEmails,
    close: () => {
      for (const one of [appPushes, browserPushes, emails]) one?.close();
    },
  };
}
