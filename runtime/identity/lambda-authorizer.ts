import { createHash } from 'node:crypto';
import type { Caller, Clock, Credentials, Json, JsonObject } from '../contract.ts';
import { isJsonArray, isJsonObject, parseJson } from '../json.ts';
import type { AuthModeVerifier } from './authenticator.ts';
import { refusals } from './refusals.ts';
import { VerifiedTokens } from './verified-tokens.ts';

export interface LambdaAuthorizerSettings {
  /** Invokes the authorizer function; a rejection is a refusal. */
  readonly invoke: (event: JsonObject) => Promise<Json>;
  readonly apiId: string;
  readonly accountId: string;
  /** How long an answer holds when it does not say; 0 asks every time. */
  readonly ttlMs: number;
  /** Tokens that do not match are refused without asking. */
  readonly tokenPattern?: RegExp;
  readonly uuid: () => string;
  readonly clock: Clock;
}

const REMEMBERED_ANSWERS = 10_000;
const HOUR_MS = 3_600_000;

/**
 * `AWS_LAMBDA`: a function decides, by token.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
export function lambdaAuthorizer(settings: LambdaAuthorizerSettings): AuthModeVerifier {
  const remembered = new VerifiedTokens<Caller>(settings.clock, REMEMBERED_ANSWERS);

  async function ask(token: string, credentials: Credentials): Promise<Json> {
    try {
      return await settings.invoke(eventFor(token, credentials, settings));
    } catch {
      throw refusals.unauthorized();
    }
  }

  return {
    mode: 'AWS_LAMBDA',
    claims: ({ headers }) => headers['authorization'] !== undefined && headers['authorization'] !== '',
    async verify(credentials) {
      const token = credentials.headers['authorization'] ?? '';
      if (token === '') throw refusals.missing();
      if (settings.tokenPattern?.test(token) === false) throw refusals.unauthorized();
      const digest = createHash('sha256').update(token).digest('base64');
      const known = remembered.get(digest);
      if (known !== undefined) return known;

      const answer = await ask(token, credentials);
      if (!isJsonObject(answer) || answer['isAuthorized'] !== true) throw refusals.unauthorized();
      const { resolverContext, deniedFields, ttlOverride } = answer;
      const caller: Caller = {
        mode: 'AWS_LAMBDA',
        identity: { resolverContext: isJsonObject(resolverContext) ? resolverContext : {} },
        deniedFields: isJsonArray(deniedFields) ? deniedFields.flatMap(qualifiedField) : [],
      };
      const ttlMs = typeof ttlOverride === 'number' ? ttlOverride * 1000 : settings.ttlMs;
      if (ttlMs > 0) remembered.put(digest, caller, settings.clock.now() + Math.min(ttlMs, HOUR_MS));
      return caller;
    },
  };
}

function eventFor(token: string, { headers, signed }: Credentials, settings: LambdaAuthorizerSettings): JsonObject {
  const operation = parseJson(signed?.body ?? '');
  const { query, operationName, variables } = isJsonObject(operation) ? operation : {};
  return {
    authorizationToken: token,
    requestContext: {
      apiId: settings.apiId,
      accountId: settings.accountId,
      requestId: settings.uuid(),
      queryString: query ?? '',
      operationName: operationName ?? null,
      variables: variables ?? {},
    },
    requestHeaders: headers,
  };
}

/** A denied field is named `Type.field`, or by the end of its ARN: `…/types/Type/fields/field`. */
function qualifiedField(name: Json): string[] {
  if (typeof name !== 'string') return [];
  const [, type, field] = /\/types\/([^/]+)\/fields\/([^/]+)$/.exec(name) ?? [];
  return [type !== undefined && field !== undefined ? `${type}.${field}` : name];
}
