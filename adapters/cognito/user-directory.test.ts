import { afterEach, describe, expect, it } from 'vitest';
import { DirectoryUnavailable } from '../../application/ports/user-directory.ts';
import { user } from '../../test/builders/people.ts';
import { type AwsEndpoint, type AwsReply, awsCredentials, startAwsEndpoint } from '../../test/support/aws-endpoint.ts';
import { CognitoUserDirectory } from './user-directory.ts';

describe('the users of a Cognito pool', () => {
  let endpoint: AwsEndpoint | undefined;
  afterEach(() => endpoint?.stop());

  const open = async (reply: AwsReply) => {
    endpoint = await startAwsEndpoint({ service: 'cognito-idp', region: 'eu-central-1' }, () => reply);
    const access = {
      region: 'eu-central-1',
      credentials: awsCredentials,
      userPoolId: 'eu-central-1_x',
      timeoutMs: 500,
    };
    return { endpoint, users: new CognitoUserDirectory({ ...access, endpoint: new URL(endpoint.url) }) };
  };
  const ann = user('0f3c2a9e-ann');
  const known = (verified: string): AwsReply => ({
    status: 200,
    body: JSON.stringify({
      Username: ann,
      UserAttributes: [
        { Name: 'sub', Value: ann },
        { Name: 'email', Value: 'ann@example.org' },
        { Name: 'email_verified', Value: verified },
      ],
    }),
  });
  const failure = (status: number, type: string): AwsReply => ({ status, body: JSON.stringify({ __type: type }) });

  it('are asked for by a signed request, and answer the address that was verified', async () => {
    const { endpoint: asked, users } = await open(known('true'));
    expect(await users.emailOf(ann)).toBe('ann@example.org');
    expect(asked.unsigned).toEqual([]);
    expect(asked.requests).toHaveLength(1);
    expect(asked.requests[0]).toMatchObject({ method: 'POST', path: '/' });
    expect(asked.requests[0]?.headers['x-amz-target']).toBe('AWSCognitoIdentityProviderService.AdminGetUser');
    expect(JSON.parse(asked.requests[0]?.body ?? '')).toEqual({ UserPoolId: 'eu-central-1_x', Username: ann });
  });

  it.each<[string, AwsReply]>([
    ['whose address is not verified', known('false')],
    ['who has none', { status: 200, body: '{"UserAttributes":[]}' }],
    ['who is no user', failure(400, 'UserNotFoundException')],
    ['whose id Cognito does not take', failure(400, 'com.amazonaws#InvalidParameterException')],
  ])('have no address for one %s', async (_, reply) => {
    const { users } = await open(reply);
    expect(await users.emailOf(ann)).toBeUndefined();
  });

  it.each<[string, AwsReply]>([
    ['throttle', failure(400, 'TooManyRequestsException')],
    ['fail', { status: 500, body: 'oops' }],
    ['break off', 'cut inside'],
    ['say nothing', 'silence'],
    ['answer what is no JSON', { status: 200, body: '<html>' }],
  ])('are to be asked again where they %s, which is not the same as having no address', async (_, reply) => {
    const { users } = await open(reply);
    await expect(users.emailOf(ann)).rejects.toThrow(DirectoryUnavailable);
  });
});
