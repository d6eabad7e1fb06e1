import type { UserDirectory } from '../../application/ports/user-directory.ts';
import { DirectoryUnavailable } from '../../application/ports/user-directory.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { AwsJson, errorNameIn, fieldOf, type AwsAccess, type AwsAnswer } from '../aws-json/aws-json.ts';

export interface CognitoAccess extends AwsAccess {
  readonly userPoolId: string;
}

/** Members may be named who are no users, or by what cannot be a user's name: nobody who could be written to. */
const noUser = ['UserNotFoundException', 'InvalidParameterException'];

/**
 * Users of a Cognito user pool, which are named by their `sub` there and here. Only an address that Cognito has verified is
 * theirs.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export class CognitoUserDirectory implements UserDirectory {
  readonly #userPoolId: string;
  readonly #service: AwsJson;

  constructor(access: CognitoAccess) {
    this.#userPoolId = access.userPoolId;
    this.#service = new AwsJson('cognito-idp', access);
  }

  async emailOf(user: UserId): Promise<string | undefined> {
    const { status, body } = await this.#ask({ UserPoolId: this.#userPoolId, Username: user });
    if (status === 200 && body !== undefined) return emailIn(body);
    const error = errorNameIn(body);
    if (status === 400 && error !== undefined && noUser.includes(error)) return undefined;
    throw new DirectoryUnavailable({ cause: new Error(`status ${status}`) });
  }

  async #ask(input: object): Promise<AwsAnswer> {
    try {
      return await this.#service.ask('AWSCognitoIdentityProviderService.AdminGetUser', input);
    } catch (cause) {
      throw new DirectoryUnavailable({ cause });
    }
  }
}

/** Attributes come as `{ Name, Value }`, every value as text. */
function emailIn(answer: object): string | undefined {
  const listed = fieldOf(answer, 'UserAttributes');
  const attributes = new Map<unknown, unknown>(
    (Array.isArray(listed) ? listed : []).flatMap((one: unknown) =>
      typeof one === 'object' && one !== null ? [[fieldOf(one, 'Name'), fieldOf(one, 'Value')] as const] : [],
    ),
  );
  const email = attributes.get('email');
  return typeof email === 'string' && attributes.get('email_verified') === 'true' ? email : undefined;
}
