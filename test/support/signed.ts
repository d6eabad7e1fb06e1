import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ApiAccess } from '../../adapters/appsync/signed-requests.ts';
import { parseAnswer, type Answer } from './graphql.ts';

/** Runs an operation signed with an access key, as services and operators do. */
export async function askSigned(
  { endpoint, region, credentials }: ApiAccess,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const url = await endpoint;
  const body = JSON.stringify({ query, variables });
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: {},
    headers: { host: url.host, 'content-type': 'application/json' },
    body,
  });
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer: unknown = await response.json();
  return parseAnswer(response.status, answer);
}
