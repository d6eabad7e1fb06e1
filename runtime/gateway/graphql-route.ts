import type { Authenticator, GraphQLAnswer, GraphQLRequest, Metrics } from '../contract.ts';
import { Unauthenticated } from '../contract.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { HttpRefusal } from './http.ts';
import type { RouteAnswer, RouteHandler, RouteRequest } from './http.ts';
import type { RunOperation } from './operations.ts';

export interface GraphQLRouteSettings {
  readonly authenticator: Authenticator;
  readonly run: RunOperation;
  readonly metrics: Metrics;
}

/** What AppSync lets browsers of any origin do: the credentials are in the request itself, never in a cookie. */
export const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
};

/**
 * AppSync's GraphQL endpoint. Bodies and statuses follow what its team wrote down:
 * https://github.com/graphql/graphql-over-http/issues/81
 */
export function graphqlRoute({ authenticator, run, metrics }: GraphQLRouteSettings): RouteHandler {
  async function execute(request: RouteRequest): Promise<GraphQLAnswer> {
    const body = (await request.body()).toString('utf8');
    const headers = { ...request.headers, 'x-forwarded-for': addressOf(request) };
    const caller = await authenticator.authenticate({ headers, signed: { method: 'POST', path: request.path, body } });
    return run(parseOperation(body), caller, headers);
  }

  return async (request) => {
    if (request.method === 'OPTIONS') return preflight(request);
    if (request.method !== 'POST') {
      throw new HttpRefusal(405, 'MethodNotAllowedException', 'Only POST is supported.', { allow: 'POST, OPTIONS' });
    }
    try {
      const answer = await execute(request);
      metrics.count('http.graphql.answered');
      return {
        status: statusOf(answer),
        headers: { 'content-type': 'application/json;charset=UTF-8', 'x-content-type-options': 'nosniff' },
        body: JSON.stringify(answer),
      };
    } catch (cause) {
      if (!(cause instanceof Unauthenticated)) throw cause;
      metrics.count('http.graphql.unauthorized');
      throw new HttpRefusal(401, cause.errorType, cause.message);
    }
  };
}

const notGraphQL = 'MalformedHttpRequestException';

/** A query that does not parse is a malformed request; whatever parsed is answered with 200, errors and all. */
const statusOf = ({ data, errors = [] }: GraphQLAnswer): number =>
  data === undefined && errors.some((error) => error.errorType === notGraphQL) ? 400 : 200;

/** @throws {HttpRefusal} for everything that is not `{ query, variables?, operationName? }` of the right types. */
function parseOperation(body: string): GraphQLRequest {
  if (body.trim() === '') throw malformed('Request body is empty.');
  const operation = parseJson(body);
  if (!isJsonObject(operation)) throw malformed('Unable to parse GraphQL query.');
  const { query, variables = null, operationName = null } = operation;
  if (typeof query !== 'string') throw malformed('Unable to parse GraphQL query.');
  if (variables !== null && !isJsonObject(variables)) throw malformed('Unable to parse GraphQL query variables.');
  if (operationName !== null && typeof operationName !== 'string') throw malformed('Unable to parse GraphQL query.');
  return {
    query,
    ...(variables === null ? {} : { variables }),
    ...(operationName === null ? {} : { operationName }),
  };
}

function preflight(request: RouteRequest): RouteAnswer {
  return {
    status: 200,
    headers: {
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '172800',
    },
    body: '',
  };
}

function addressOf(request: RouteRequest): string {
  return (request.remoteAddress ?? '').replace(/^::ffff:/, '');
}

function malformed(message: string): HttpRefusal {
  return new HttpRefusal(400, notGraphQL, message);
}
