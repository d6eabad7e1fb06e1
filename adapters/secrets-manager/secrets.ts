import { AwsJson, errorNameIn, fieldOf, type AwsAccess, type AwsAnswer } from '../aws-json/aws-json.ts';

export type Settings = Readonly<Record<string, string | undefined>>;

/** A setting that is kept as a secret cannot be had. It shows the setting's name and why, never a value. */
export class SecretUnavailable extends Error {
  override readonly name = 'SecretUnavailable';
  constructor(setting: string, why: string, options?: ErrorOptions) {
    super(`unable to read the secret ${setting}; ${why}`, options);
  }
}

const suffix = '_SECRET';
const arnForm = /^arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]{1,519}$/;

/** Secrets as Secrets Manager keeps them, as text. */
export class Secrets {
  readonly #service: AwsJson;

  constructor(access: AwsAccess) {
    this.#service = new AwsJson('secretsmanager', access);
  }

  /**
   * The settings, where each named `<NAME>_SECRET`, the ARN of a secret, is replaced by `<NAME>`, its value at this moment. One
   * that is empty counts as not set. A function's environment can be read by whoever may look at the function; this cannot.
   * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
   *
   * @throws {SecretUnavailable} for the first that cannot be had.
   */
  async resolved(settings: Settings): Promise<Settings> {
    const kept = Object.entries(settings).filter(([name]) => !name.endsWith(suffix));
    const secret = Object.entries(settings).flatMap(([name, arn]) =>
      name.endsWith(suffix) && arn ? [{ name: name.slice(0, -suffix.length), arn }] : [],
    );
    const values = await Promise.all(
      secret.map(async ({ name, arn }) => [name, await this.#valueOf(name, arn)] as const),
    );
    return { ...Object.fromEntries(kept), ...Object.fromEntries(values) };
  }

  async #valueOf(name: string, arn: string): Promise<string> {
    if (!arnForm.test(arn)) throw new SecretUnavailable(name, `${name}${suffix} is not the ARN of a secret`);
    const { status, body } = await this.#ask(name, { SecretId: arn });
    if (status !== 200) throw new SecretUnavailable(name, errorNameIn(body) ?? `status ${status}`);
    const value = fieldOf(body, 'SecretString');
    if (typeof value !== 'string' || value === '') throw new SecretUnavailable(name, 'it holds no text');
    return value;
  }

  async #ask(name: string, input: object): Promise<AwsAnswer> {
    try {
      return await this.#service.ask('secretsmanager.GetSecretValue', input);
    } catch (cause) {
      throw new SecretUnavailable(name, 'Secrets Manager does not answer', { cause });
    }
  }
}
