import type { Clock, DataSource, Json, JsonObject, Metrics } from '../contract.ts';
import { signatureOf } from '../identity/signature-v4.ts';
import { isJsonObject } from '../json.ts';

export interface HttpDataSourceSettings {
  readonly name: string;
  /** The one address that requests go to, `https://host` or `http://host:port`; resource paths are under it. */
  readonly endpoint: string;
  readonly metrics: Metrics;
  /** How long an answer may take, in milliseconds. Default 30,000, AppSync's limit for a request. */
  readonly answerWithin?: number;
  /** Signs every request for an AWS service, as a data source with `authorizationType: AWS_IAM` does. */
  readonly awsIamConfig?: AwsIamConfig;
}

export interface AwsIamConfig {
  readonly signingRegion: string;
  readonly signingServiceName: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly clock: Clock;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** AppSync's limit on the size of an answer, here in characters. */
const LARGEST_ANSWER = 5 * 1024 * 1024;

/** The request is not of the documented form, or would leave the endpoint. */
class Refused extends Error {}

/**
 * AppSync's HTTP data source: `{method, resourcePath, params?: {query?, headers?, body?}}` → `{statusCode, headers, body}`.
 *
 * Every status is a result, `body` is text, and headers that came several times are joined. Redirects are not followed.
 * No answer is the error `HttpRequestFailure`. Source: "JavaScript resolver function reference for HTTP" in the AppSync
 * developer guide; signing: "Create a signed AWS API request" in the IAM user guide.
 */
export function createHttpDataSource({
  name,
  endpoint,
  metrics,
  answerWithin = 30_000,
  awsIamConfig,
}: HttpDataSourceSettings): DataSource {
  return {
    name,
    async invoke(request) {
      const started = performance.now();
      try {
        const { url, init } = read(request, endpoint);
        const headers = awsIamConfig === undefined ? init.headers : signed(url, init, awsIamConfig);
        metrics.count('http.calls');
        const response = await fetch(url, {
          ...init,
          headers,
          redirect: 'manual',
          signal: AbortSignal.timeout(answerWithin),
        });
        const body = await textOf(response);
        return {
          ok: true,
          result: { statusCode: response.status, headers: Object.fromEntries(response.headers), body },
        };
      } catch (cause) {
        if (cause instanceof Refused) return { ok: false, error: { type: 'MappingTemplate', message: cause.message } };
        metrics.count('http.failures');
        return {
          ok: false,
          error: { type: 'HttpRequestFailure', message: `Unable to get an answer; ${reasonOf(cause)}.` },
        };
      } finally {
        metrics.time('http.call', performance.now() - started);
      }
    },
  };
}

interface Init {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

function read(request: Json, endpoint: string): { readonly url: URL; readonly init: Init } {
  if (!isJsonObject(request)) throw new Refused('The request is not an object.');
  const { method, resourcePath, params = {} } = request;
  if (typeof method !== 'string' || !METHODS.has(method)) throw new Refused("Unsupported value of 'method'.");
  if (typeof resourcePath !== 'string' || !resourcePath.startsWith('/'))
    throw new Refused("'resourcePath' does not start with '/'.");
  if (!isJsonObject(params)) throw new Refused("'params' is not an object.");

  const base = new URL(endpoint);
  const url = new URL(`${base.href.replace(/\/$/, '')}${resourcePath}`);
  if (url.origin !== base.origin) throw new Refused("'resourcePath' leaves the endpoint.");
  for (const [key, value] of entriesOf(params, 'query')) url.searchParams.append(key, value);

  const body = params['body'];
  const text = body === undefined || body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    url,
    init: {
      method,
      headers: Object.fromEntries(entriesOf(params, 'headers')),
      ...(text === undefined ? {} : { body: text }),
    },
  };
}

function entriesOf(params: JsonObject, name: string): readonly (readonly [string, string])[] {
  const values = params[name] ?? {};
  if (!isJsonObject(values)) throw new Refused(`'params.${name}' is not an object.`);
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined || value === null
      ? []
      : [[key, typeof value === 'string' ? value : JSON.stringify(value)] as const],
  );
}

/** The headers with the signature over them, over the body and over where it goes. */
function signed(
  url: URL,
  { method, headers, body = '' }: Init,
  config: AwsIamConfig,
): Readonly<Record<string, string>> {
  const { signingRegion: region, signingServiceName: service, credentials, clock } = config;
  const at = new Date(clock.now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = at.slice(0, 8);
  const token = credentials.sessionToken;
  const covered: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    host: url.host,
    'x-amz-date': at,
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
  };
  const signedHeaders = Object.keys(covered).sort();
  const request = { method, path: url.pathname + url.search, headers: covered, signedHeaders, body };
  const signature = signatureOf(request, { date, region, service }, credentials.secretAccessKey);
  const scope = `${credentials.accessKeyId}/${date}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { ...covered, authorization };
}

async function textOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    if (text.length > LARGEST_ANSWER) {
      await reader.cancel();
      throw new Error('the answer is larger than 5 MB');
    }
  }
  return text;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'the reason is unknown';
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
