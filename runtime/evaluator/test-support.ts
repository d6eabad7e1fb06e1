import { build } from 'esbuild';
import type { Evaluation, Evaluator, Json, ResolverContext } from '../contract.ts';
import { createEvaluator } from './index.ts';

/** A context as a query field without arguments, caller or parent has it. */
export function aContext(given: Partial<ResolverContext> = {}): ResolverContext {
  return {
    arguments: {},
    identity: null,
    source: null,
    request: { headers: {}, domainName: null },
    info: {
      fieldName: 'getPost',
      parentTypeName: 'Query',
      variables: {},
      selectionSetList: [],
      selectionSetGraphQL: '',
    },
    env: {},
    stash: {},
    prev: null,
    ...given,
  };
}

/** The modules that code in tests speaks to, under the names it uses for them. */
const IMPORTS = [
  "import { util, runtime, extensions } from '@aws-appsync/utils';",
  "import * as ddb from '@aws-appsync/utils/dynamodb';",
  "import * as rds from '@aws-appsync/utils/rds';",
  "import * as ai from '@aws-appsync/utils/ai';",
].join(' ');

/** A bundle on one line of imports, whose request handler has `body`. The body's first line is line 2. */
export function requestHandler(body: string): { readonly name: string; readonly code: string } {
  return { name: 'handler', code: `${IMPORTS} export function request(ctx) {\n${body}\n}` };
}

const withoutOptions = createEvaluator();

/** Loads and runs a request handler with `body`. */
export function runRequest(
  body: string,
  given: Partial<ResolverContext> = {},
  evaluator: Evaluator = withoutOptions,
): Evaluation {
  return evaluator.load(requestHandler(body)).evaluate('request', aContext(given));
}

/** Type and message of the error that an evaluation ended in. */
export function failureOf({ outcome }: Evaluation): string {
  return outcome.kind === 'failed' ? `${outcome.error.errorType} ${outcome.error.message}` : `it ${outcome.kind}`;
}

/** The value of an expression, or the message of the failure that it ends in. */
export function valueOf(expression: string, given: Partial<ResolverContext> = {}, evaluator?: Evaluator): Json {
  const { outcome } = runRequest(`return ${expression};`, given, evaluator);
  return outcome.kind === 'failed' ? outcome.error.message : outcome.value;
}

/** TypeScript or JavaScript bundled as resolvers are: ESM of the newest syntax, AWS's modules left outside. */
export async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader: 'ts', sourcefile: 'resolver.ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    external: ['@aws-appsync/utils', '@aws-appsync/utils/*'],
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
