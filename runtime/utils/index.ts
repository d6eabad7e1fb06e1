import { aiModule } from './ai.ts';
import { authType } from './auth-type.ts';
import { dynamodbModule } from './dynamodb/requests.ts';
import { dynamodbUtilities } from './dynamodb/values.ts';
import { errorUtilities } from './errors.ts';
import { extensionUtilities } from './extensions.ts';
import { httpUtilities } from './http.ts';
import { identifierUtilities } from './identifiers.ts';
import type { Sources } from './identifiers.ts';
import { matches } from './matches.ts';
import { mathUtilities } from './math.ts';
import { notSupported, rdsModule } from './not-supported.ts';
import { runtimeUtilities } from './runtime-control.ts';
import { stringUtilities, textUtilities } from './text.ts';
import { timeUtilities } from './time/index.ts';
import { transformUtilities } from './transform.ts';
import type { Utility } from './utility.ts';

export { Halt, NotInLocalRuntime, UtilityFailure } from './utility.ts';
export type { Arguments, EvaluationInProgress, Outcome, Utility } from './utility.ts';
export type { Sources } from './identifiers.ts';

/** Functions and, below names, more functions: `{ time: { nowISO8601 } }`. */
interface Namespace {
  readonly [name: string]: Utility | Namespace;
}

/** One function that code can import, by the module's specifier and the path in it. */
export interface Member {
  readonly module: string;
  readonly path: readonly string[];
  readonly utility: Utility;
}

/** Everything that `@aws-appsync/utils` 2.1 and its subpaths declare, given or refused by name when called. */
export function createUtilities(sources: Sources): readonly Member[] {
  const util: Namespace = {
    ...errorUtilities,
    ...identifierUtilities(sources),
    ...textUtilities,
    authType,
    matches,
    time: timeUtilities(sources.now),
    dynamodb: dynamodbUtilities,
    transform: transformUtilities,
    math: mathUtilities(sources.randomBytes),
    str: stringUtilities,
    http: { ...httpUtilities, ...notSupported('util.http', ['addResponseHeader', 'addResponseHeaders']) },
    xml: notSupported('util.xml', ['toMap', 'toJsonString']),
    rds: notSupported('util.rds', ['toJsonObject']),
  };
  const modules: Readonly<Record<string, Namespace>> = {
    '@aws-appsync/utils': { util, extensions: extensionUtilities, runtime: runtimeUtilities },
    '@aws-appsync/utils/dynamodb': dynamodbModule,
    '@aws-appsync/utils/rds': rdsModule,
    '@aws-appsync/utils/ai': aiModule,
  };
  return Object.entries(modules).flatMap(([module, namespace]) =>
    membersOf(namespace).map(({ path, utility }) => ({ module, path, utility })),
  );
}

function membersOf(namespace: Namespace): { path: string[]; utility: Utility }[] {
  return Object.entries(namespace).flatMap(([name, value]) =>
    typeof value === 'function'
      ? [{ path: [name], utility: value }]
      : membersOf(value).map(({ path, utility }) => ({ path: [name, ...path], utility })),
  );
}
