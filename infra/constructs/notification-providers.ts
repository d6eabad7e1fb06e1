import { Fn, Stack, Validations } from 'aws-cdk-lib';
import type { CfnCondition, CfnParameter, CfnParameterProps, ICfnRuleConditionExpression } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allowWhen, isSet, optionalParameter, orEmpty, secretArn, together } from './optional-parameters.ts';
import { readingSecret } from './secret-grants.ts';
import type { ServiceFunction } from './service-function.ts';

const platformApplication = (platforms: string): string =>
  orEmpty(`arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:app/(${platforms})/[A-Za-z0-9_.-]{1,256}`);

/**
 * Who delivers pushes and e-mails: parameters of the stack, all of them empty at first, which is nobody. The worker gets a right
 * together with the parameter that says what it is about, and loses it with it. What each is: docs/operations/push.md.
 */
export class NotificationProviders extends Construct {
  readonly #worker: ServiceFunction;

  constructor(scope: Construct, id: string, worker: ServiceFunction) {
    super(scope, id);
    this.#worker = worker;
    const provider = this.#parameter('PushProvider', 'Who hands pushes to Apple and Google', {
      allowedValues: ['', 'pinpoint', 'sns'],
    });
    this.#tell('PUSH_PROVIDER', provider.valueAsString);
    this.#endUserMessaging(provider);
    this.#sns();
    this.#browsers();
    this.#emails();
  }

  #endUserMessaging(provider: CfnParameter): void {
    const application = this.#parameter('PinpointApplicationId', 'With pinpoint: its application', {
      allowedPattern: orEmpty('[0-9a-f]{32}'),
    });
    const channel = this.#parameter('ApnsChannel', 'With pinpoint: which builds of the app Apple is asked for', {
      default: 'APNS',
      allowedValues: ['APNS', 'APNS_SANDBOX'],
    });
    this.#together('EndUserMessagingIsWhole', Fn.conditionEquals(provider.valueAsString, 'pinpoint'), [application]);
    this.#tell('PINPOINT_APPLICATION_ID', application.valueAsString);
    this.#tell('APNS_CHANNEL', channel.valueAsString);
    const messages = this.#arn('mobiletargeting', 'apps', `${application.valueAsString}/messages`);
    this.#allow('EndUserMessaging', isSet(application), [allowed(['mobiletargeting:SendMessages'], [messages])]);
  }

  #sns(): void {
    const [apple, google] = [
      this.#parameter('SnsAppleApplicationArn', 'With sns: the platform application for Apple', {
        allowedPattern: platformApplication('APNS|APNS_SANDBOX'),
      }),
      this.#parameter('SnsGoogleApplicationArn', 'With sns: the platform application for Google', {
        allowedPattern: platformApplication('GCM'),
      }),
    ];
    const hasApple = this.#allowEndpoints('SnsApple', apple);
    const hasGoogle = this.#allowEndpoints('SnsGoogle', google);
    const both = Fn.join(',', [apple.valueAsString, google.valueAsString]);
    const withApple = Fn.conditionIf(hasGoogle.logicalId, both, apple.valueAsString);
    this.#tell(
      'SNS_PLATFORM_APPLICATIONS',
      Fn.conditionIf(hasApple.logicalId, withApple, google.valueAsString).toString(),
    );
  }

  /** `…:app/GCM/parley` has the endpoints `…:endpoint/GCM/parley/…`, which SNS names as it makes them. */
  #allowEndpoints(id: string, application: CfnParameter): CfnCondition {
    const { valueAsString, node } = application;
    const [before, own] = [0, 1].map((part) => Fn.select(part, Fn.split(':app/', valueAsString)));
    const condition = this.#allow(id, isSet(application), [
      allowed(['sns:CreatePlatformEndpoint'], [valueAsString]),
      allowed(['sns:DeleteEndpoint', 'sns:Publish'], [`${before}:endpoint/${own}/*`]),
    ]);
    const part = (n: number) => `{"Fn::Select":[${n},{"Fn::Split":[":app/",{"Ref":"${node.id}"}]}]}`;
    Validations.of(this).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${part(0)}:endpoint/${part(1)}/*]`,
      reason: 'SNS makes an endpoint for each device and names it itself; the right ends with the one application.',
    });
    return condition;
  }

  #browsers(): void {
    const [publicKey, secret, subject] = [
      this.#parameter('VapidPublicKey', 'The public key that browsers subscribe with', {
        allowedPattern: orEmpty('[A-Za-z0-9_-]{87}'),
      }),
      this.#parameter('VapidKeyArn', 'The secret that holds its private half', {
        allowedPattern: secretArn,
      }),
      this.#parameter('VapidSubject', 'Whom push services of browsers turn to: mailto: or https:', {
        allowedPattern: orEmpty('(mailto:|https://)[^ ]+'),
      }),
    ];
    this.#together('BrowsersAreWhole', isSet(publicKey), [secret, subject]);
    this.#tell('VAPID_PUBLIC_KEY', publicKey.valueAsString);
    this.#tell('VAPID_PRIVATE_KEY_SECRET', secret.valueAsString);
    this.#tell('VAPID_SUBJECT', subject.valueAsString);
    this.#allow('Browsers', isSet(secret), [readingSecret(secret.valueAsString)]);
  }

  #emails(): void {
    const [from, identity, set, unsubscribe] = [
      this.#parameter('EmailFrom', 'The sender of e-mails'),
      this.#parameter('EmailIdentity', 'The verified domain or address that it belongs to', {
        allowedPattern: orEmpty('[A-Za-z0-9_.+@-]+'),
      }),
      this.#parameter('EmailConfigurationSet', 'The configuration set that e-mails go through', {
        allowedPattern: orEmpty('[A-Za-z0-9_-]{1,64}'),
      }),
      this.#parameter('EmailUnsubscribe', 'Where a reader turns e-mails off: https: or mailto:'),
    ];
    this.#together('EmailsAreWhole', isSet(from), [identity]);
    this.#tell('EMAIL_FROM', from.valueAsString);
    this.#tell('EMAIL_CONFIGURATION_SET', set.valueAsString);
    this.#tell('EMAIL_UNSUBSCRIBE', unsubscribe.valueAsString);
    const sending = (resource: string, { valueAsString }: CfnParameter): PolicyStatement =>
      allowed(['ses:SendEmail'], [this.#arn('ses', resource, valueAsString)]);
    this.#allow('Emails', isSet(identity), [sending('identity', identity)]);
    this.#allow('EmailSet', isSet(set), [sending('configuration-set', set)]);
  }

  #parameter(name: string, description: string, form: CfnParameterProps = {}): CfnParameter {
    return optionalParameter(this, name, description, form);
  }

  #together(id: string, when: ICfnRuleConditionExpression, needed: readonly CfnParameter[]): void {
    together(this, id, when, needed);
  }

  #tell(setting: string, value: string): void {
    this.#worker.handler.addEnvironment(setting, value);
  }

  #allow(id: string, when: ICfnRuleConditionExpression, statements: readonly PolicyStatement[]): CfnCondition {
    return allowWhen(this, id, when, this.#worker.role, statements);
  }

  #arn(service: string, resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service, resource, resourceName });
  }
}

const allowed = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });
