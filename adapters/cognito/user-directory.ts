import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { UserDirectory } from '../../application/ports/user-directory.ts';
import { DirectoryUnavailable } from '../../application/ports/user-directory.ts';
import type { UserId } from '../../domain/shared/ids.ts';

export interface CognitoAccess {
  /** `https://cognito-idp.<region>.amazonaws.com`, or a server that stands for it. */
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly userPoolId: string;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Users of a Cognito user pool, which are named by their `sub` there and here. Only an address that Cognito has verified is
 * theirs.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export class CognitoUserDirectory implements UserDirectory {
  readonly #access: CognitoAccess;
  readonly #signer: SignatureV4;

  constructor(access: CognitoAccess) {
    this.#access = access;
    const { region, credentials } = access;
    this.#signer = new SignatureV4({ service: 'cognito-idp', region, credentials, sha256: Sha256 });
  }

  async emailOf(user: UserId): Promise<string | undefined> {
    const { userPoolId } = this.#access;
    const { status, text } = await this.#send(JSON.stringify({ UserPoolId: userPoolId, Username: user }));
    const answer = parsed(text);
    if (status === 200 && answer !== undefined) return emailIn(answer);
    // Members may be named who are no users: nobody who could be written to.
    const type = answer === undefined ? undefined : field(answer, '__type');
    if (status === 400 && typeof type === 'string' && /(^|#)(UserNotFound|InvalidParameter)Exception$/.test(type)) {
      return undefined;
    }
    throw new DirectoryUnavailable({ cause: new Error(`status ${status}`) });
  }

  async #send(body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { endpoint, timeoutMs } = this.#access;
    try {
      const { headers } = await this.#signer.sign({
        method: 'POST',
        protocol: endpoint.protocol,
        hostname: endpoint.hostname,
        path: '/',
        query: {},
        headers: {
          host: endpoint.host,
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser',
        },
        body,
      });
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(new URL('/', endpoint), {
        method: 'POST',
        headers,
        body,
        signal,
        redirect: 'error',
      });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      throw new DirectoryUnavailable({ cause });
    }
  }
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const field = (object: object, name: string): unknown => Object.getOwnPropertyDescriptor(object, name)?.value;

/** Attributes come as `{ Name, Value }`, every value as text. */
function emailIn(answer: object): string | undefined {
  const listed = field(answer, 'UserAttributes');
  const attributes = new Map<unknown, unknown>(
    (Array.isArray(listed) ? listed : []).flatMap((one: unknown) =>
      typeof one === 'object' && one !== null ? [[field(one, 'Name'), field(one, 'Value')] as const] : [],
    ),
  );
  const email = attributes.get('email');
  return typeof email === 'string' && attributes.get('email_verified') === 'true' ? email : undefined;
}
