import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** Where a service of AWS is, and as whom it is asked. */
export interface AwsAccess {
  /** `https://<service>.<region>.amazonaws.com`, or a server that stands for it. */
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    /** Of temporary credentials, as a Lambda function has them. */
    readonly sessionToken?: string;
  };
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number;
}

export interface AwsAnswer {
  readonly status: number;
  /** `undefined` where the body is no JSON object. */
  readonly body: object | undefined;
}

/**
 * One service of AWS over the JSON protocol (1.1), signed with Signature Version 4: for adapters that use one operation, which is
 * not worth an SDK.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html shows the wire.
 */
export class AwsJson {
  readonly #access: AwsAccess;
  readonly #signer: SignatureV4;

  /** @param service as signatures name it, for example `events`. */
  constructor(service: string, access: AwsAccess) {
    const { region, credentials } = access;
    this.#access = access;
    this.#signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  }

  /**
   * Asks once. Rejects where no whole answer came in time; what the answer says is the caller's to read.
   * @param target for example `AWSEvents.PutEvents`.
   */
  async ask(target: string, input: object): Promise<AwsAnswer> {
    const { endpoint, timeoutMs } = this.#access;
    const body = JSON.stringify(input);
    const { method, headers } = await this.#signer.sign({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: '/',
      query: {},
      headers: { host: endpoint.host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body,
    });
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(new URL('/', endpoint), { method, headers, body, signal, redirect: 'error' });
    return { status: response.status, body: objectIn(await response.text()) };
  }
}

/** A field of an answer, whatever it is. */
export const fieldOf = (object: object | undefined, name: string): unknown =>
  object === undefined ? undefined : Object.getOwnPropertyDescriptor(object, name)?.value;

/** The name of a refusal, without the namespace that some services put before it; `undefined` where it has none. */
export function errorNameIn(body: object | undefined): string | undefined {
  const type = fieldOf(body, '__type');
  const name = typeof type === 'string' ? type.split('#').at(-1) : undefined;
  return name !== undefined && /^\w{1,100}$/.test(name) ? name : undefined;
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
