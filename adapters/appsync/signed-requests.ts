import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { Operation } from './operations.ts';
import { operations } from './operations.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials, as a Lambda function has them. */
  readonly sessionToken?: string;
}

export interface ApiAccess {
  /** The API's GraphQL address. A promise, because a process that serves the API itself knows it only once it listens. */
  readonly endpoint: Promise<URL>;
  readonly region: string;
  readonly credentials: Credentials;
}

/** What came of one request. `why` is a status, a code or the name of an error, never content. */
export type Outcome =
  | { readonly kind: 'done' }
  /** The same may succeed in a moment. */
  | { readonly kind: 'again'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Calls the API as a service of the installation: over HTTP, signed with Signature Version 4.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html (AWS_IAM authorization)
 */
export class SignedRequests {
  readonly #endpoint: Promise<URL>;
  readonly #signer: SignatureV4;

  constructor({ endpoint, region, credentials }: ApiAccess) {
    this.#endpoint = endpoint;
    this.#signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });
  }

  /** Sends one operation and waits at most `timeoutMs`. Never rejects. */
  async send(operation: Operation, variables: Readonly<Record<string, string>>, timeoutMs: number): Promise<Outcome> {
    const signal = AbortSignal.timeout(Math.ceil(timeoutMs));
    try {
      const url = await unless(signal, this.#endpoint);
      const body = JSON.stringify({ query: operations[operation], variables });
      const { method, headers } = await this.#signer.sign({
        method: 'POST',
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: {},
        headers: { host: url.host, 'content-type': 'application/json' },
        body,
      });
      return await outcomeOf(await fetch(url, { method, headers, body, signal, redirect: 'error' }));
    } catch (cause) {
      return { kind: 'again', why: nameOf(cause) };
    }
  }
}

/** The value, or a rejection with the signal's reason where that is first. */
const unless = <Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> =>
  Promise.race([
    value,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('it took too long', 'TimeoutError')), {
        once: true,
      });
    }),
  ]);

async function outcomeOf(response: Response): Promise<Outcome> {
  const text = await response.text();
  const { status } = response;
  if (status === 429 || status >= 500) return { kind: 'again', why: `HTTP ${status}` };
  if (status !== 200) return { kind: 'refused', why: `HTTP ${status}` };
  const code = errorTypeIn(text);
  if (code === undefined) return { kind: 'done' };
  return { kind: code === ErrorCode.TryAgain ? 'again' : 'refused', why: code };
}

/** The type of an answer's first error; `undefined` where it has none. */
function errorTypeIn(text: string): string | undefined {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || !('errors' in answer)) return undefined;
  const errors: unknown = answer.errors;
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const first: unknown = errors[0];
  const type = typeof first === 'object' && first !== null && 'errorType' in first ? first.errorType : undefined;
  return typeof type === 'string' && /^[\w:]{1,100}$/.test(type) ? type : 'an error without a type';
}

/** The most telling name of a failure: that of what `fetch` failed on, where it says. */
function nameOf(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined;
  if (inner instanceof Error && 'code' in inner && typeof inner.code === 'string') return inner.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
