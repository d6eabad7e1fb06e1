import { CfnCondition, type CfnParameter } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allowUnder, isSet, optionalParameter, orEmpty, secretArn, together } from './optional-parameters.ts';
import { readingSecret } from './secret-grants.ts';
import type { ServiceFunction } from './service-function.ts';

/** A setting whose value is kept as a secret, and the parameter that holds its ARN. */
interface Kept {
  readonly setting: string;
  readonly arn: CfnParameter;
  readonly isThere: CfnCondition;
}

/**
 * What calls run on and are recorded by: parameters of the stack, all of them empty at first, with which calls go from browser to
 * browser. Whatever is secret is kept in Secrets Manager, and a function reads what it needs of it when it starts, and nothing
 * else. What each is: docs/calls.md, docs/deploy.md.
 */
export class Agora extends Construct {
  readonly #appId: CfnParameter;
  readonly #certificate: Kept;
  readonly #customerId: CfnParameter;
  readonly #customer: Kept;
  readonly #storageKey: CfnParameter;
  readonly #storage: Kept;
  readonly #webhook: Kept;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const named = (name: string, description: string, form: string) =>
      optionalParameter(this, name, description, { allowedPattern: orEmpty(form) });
    const kept = (setting: string, name: string, description: string): Kept => {
      const arn = optionalParameter(this, name, description, { allowedPattern: secretArn });
      return { setting, arn, isThere: new CfnCondition(this, `${name}IsSet`, { expression: isSet(arn) }) };
    };
    this.#appId = named('AgoraAppId', 'The project of Agora that calls run on', '[0-9a-fA-F]{32}');
    this.#certificate = kept(
      'AGORA_APP_CERTIFICATE',
      'AgoraCertificateArn',
      'The secret that holds its primary certificate',
    );
    this.#customerId = named('AgoraCustomerId', "The customer ID of Agora's REST API", '[0-9A-Za-z]{1,64}');
    this.#customer = kept('AGORA_CUSTOMER_SECRET', 'AgoraCustomerKeyArn', 'The secret that holds its secret');
    this.#storageKey = named(
      'AgoraStorageAccessKey',
      'The access key that Agora writes recordings with: that of the user which the state stack made for it',
      '[0-9A-Z]{16,128}',
    );
    this.#storage = kept('AGORA_STORAGE_SECRET_KEY', 'AgoraStorageKeyArn', 'The secret that holds its secret key');
    this.#webhook = kept(
      'AGORA_WEBHOOK_SECRET',
      'AgoraWebhookKeyArn',
      "The secret that holds what Agora's notices are signed with",
    );
    const { arn: certificate } = this.#certificate;
    together(this, 'ProjectIsWhole', isSet(this.#appId), [certificate]);
    together(this, 'CustomerIsWhole', isSet(this.#customerId), [this.#customer.arn, this.#appId, certificate]);
    together(this, 'StorageIsWhole', isSet(this.#storageKey), [this.#storage.arn, this.#customerId]);
    together(this, 'WebhookIsWhole', isSet(this.#webhook.arn), [this.#appId]);
  }

  /** Lets a function run calls, or keep those out who were removed from them. */
  runsCalls(service: ServiceFunction): void {
    service.handler.addEnvironment('AGORA_APP_ID', this.#appId.valueAsString);
    service.handler.addEnvironment('AGORA_CUSTOMER_ID', this.#customerId.valueAsString);
    this.#tell(service, this.#certificate);
    this.#tell(service, this.#customer);
  }

  /** Lets it hand Agora what recordings are written into the store with. */
  recordsCalls(service: ServiceFunction): void {
    service.handler.addEnvironment('AGORA_STORAGE_ACCESS_KEY', this.#storageKey.valueAsString);
    this.#tell(service, this.#storage);
  }

  /** Lets it tell Agora's notices from others. */
  hearsNotices(service: ServiceFunction): void {
    this.#tell(service, this.#webhook);
  }

  #tell(service: ServiceFunction, { setting, arn, isThere }: Kept): void {
    service.handler.addEnvironment(`${setting}_SECRET`, arn.valueAsString);
    const id = service.node.id + arn.node.id;
    allowUnder(this, id, isThere, service.role, [readingSecret(arn.valueAsString)]);
  }
}
