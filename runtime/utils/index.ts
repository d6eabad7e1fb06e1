import { dynamodbUtilities } from './dynamodb-values.ts';
import { errorUtilities } from './errors.ts';
import { extensionUtilities } from './extensions.ts';
import { identifierUtilities } from './identifiers.ts';
import type { Sources } from './identifiers.ts';
import { runtimeUtilities } from './runtime-control.ts';
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

/** Everything that `@aws-appsync/utils` and its subpaths give at run time. */
export function createUtilities(sources: Sources): readonly Member[] {
  const modules: Readonly<Record<string, Namespace>> = {
    '@aws-appsync/utils': {
      util: {
        ...errorUtilities,
        ...identifierUtilities(sources),
        time: timeUtilities(sources.now),
        dynamodb: dynamodbUtilities,
        transform: transformUtilities,
      },
      extensions: extensionUtilities,
      runtime: runtimeUtilities,
    },
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
