import { afterEach, describe, expect, it } from 'vitest';
import { type AwsEndpoint, type AwsReply, awsCredentials, startAwsEndpoint } from '../../test/support/aws-endpoint.ts';
import { Secrets, SecretUnavailable } from './secrets.ts';

const region = 'eu-central-1';
const arn = (name: string): string => `arn:aws:secretsmanager:${region}:123456789012:secret:${name}-AbCdEf`;
const canary = 'the value that nobody may see';

describe('settings that are kept as secrets', () => {
  let endpoint: AwsEndpoint | undefined;
  afterEach(() => endpoint?.stop());

  const open = async (reply: (secretId: string) => AwsReply) => {
    endpoint = await startAwsEndpoint({ service: 'secretsmanager', region }, ({ body }) => {
      const { SecretId } = JSON.parse(body) as { readonly SecretId: string };
      return reply(SecretId);
    });
    const access = { endpoint: new URL(endpoint.url), region, credentials: awsCredentials, timeoutMs: 500 };
    return { endpoint, secrets: new Secrets(access) };
  };
  const holding = (value: string): AwsReply => ({ status: 200, body: JSON.stringify({ SecretString: value }) });

  it('are replaced by their values, each asked for by one signed request; the others stay as they are', async () => {
    const { endpoint: asked, secrets } = await open((id) => holding(id === arn('a') ? 'one' : 'two'));
    const settings = { A_SECRET: arn('a'), B_SECRET: arn('b'), AWS_REGION: region, EMPTY: '' };
    expect(await secrets.resolved(settings)).toEqual({ A: 'one', B: 'two', AWS_REGION: region, EMPTY: '' });
    expect(asked.unsigned).toEqual([]);
    expect(asked.requests.map(({ method, path, headers }) => [method, path, headers['x-amz-target']])).toEqual([
      ['POST', '/', 'secretsmanager.GetSecretValue'],
      ['POST', '/', 'secretsmanager.GetSecretValue'],
    ]);
    expect(asked.requests[0]?.headers['content-type']).toBe('application/x-amz-json-1.1');
  });

  it('are not asked for where they are empty or not set', async () => {
    const { endpoint: asked, secrets } = await open(() => holding('x'));
    expect(await secrets.resolved({ A_SECRET: '', B_SECRET: undefined, A: 'kept' })).toEqual({ A: 'kept' });
    expect(asked.requests).toEqual([]);
  });

  it('leave alone what only looks alike: AWS_SECRET_ACCESS_KEY is no secret of ours', async () => {
    const { secrets } = await open(() => holding('x'));
    expect(await secrets.resolved({ AWS_SECRET_ACCESS_KEY: 'key' })).toEqual({ AWS_SECRET_ACCESS_KEY: 'key' });
  });

  it.each<[string, AwsReply, string]>([
    ['is not there', { status: 400, body: '{"__type":"ResourceNotFoundException"}' }, 'ResourceNotFoundException'],
    ['may not be read', { status: 400, body: '{"__type":"com#AccessDeniedException"}' }, 'AccessDeniedException'],
    ['has no text', { status: 200, body: `{"SecretBinary":"${canary}"}` }, 'it holds no text'],
    ['is behind an outage', { status: 503, body: canary }, 'status 503'],
    ['does not come', 'silence', 'Secrets Manager does not answer'],
    ['comes in part', 'cut inside', 'Secrets Manager does not answer'],
  ])('end the start, with the name and never a value, where one %s', async (_, reply, why) => {
    const { secrets } = await open(() => reply);
    const failure: unknown = await secrets.resolved({ KEY_SECRET: arn('a') }).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(SecretUnavailable);
    expect(String(failure)).toBe(`SecretUnavailable: unable to read the secret KEY; ${why}`);
  });

  it('are named by ARNs of secrets and by nothing else, and what was given instead is not shown', async () => {
    const { endpoint: asked, secrets } = await open(() => holding('x'));
    const failure: unknown = await secrets.resolved({ KEY_SECRET: canary }).catch((cause: unknown) => cause);
    expect(String(failure)).toBe(
      'SecretUnavailable: unable to read the secret KEY; KEY_SECRET is not the ARN of a secret',
    );
    expect(asked.requests).toEqual([]);
  });
});
