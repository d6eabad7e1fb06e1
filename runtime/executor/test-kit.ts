import type { Caller, DataSource, Executor, Json, JsonObject, Metrics, ResolverCode } from '../contract.ts';
import { isJsonObject, parseJson } from '../json.ts';
import type { FunctionRow, ResolverRow } from '../../resolvers/manifest.ts';
import { createNoneDataSource } from '../data-sources/index.ts';
import { createEvaluator } from '../evaluator/index.ts';
import { createMetrics } from '../observe/index.ts';
import { createExecutor, type ExecutorLimits } from './index.ts';

/** Executors over small schemas, with handlers written as in a resolver file and run by the real evaluator. */

const evaluator = createEvaluator();

export const ann: Caller = {
  mode: 'AMAZON_COGNITO_USER_POOLS',
  identity: { sub: 'ann', username: 'ann', groups: ['tutors'], claims: {} },
};

export interface TestApi {
  readonly schema: string;
  /** `Query.post`: the code of a unit resolver on NONE, or of a pipeline with its functions. */
  readonly resolvers: Readonly<
    Record<string, string | { readonly code: string; readonly functions: readonly string[] }>
  >;
  readonly functions?: Readonly<Record<string, string>>;
  /** Replaces NONE. */
  readonly answer?: DataSource['invoke'];
  readonly limits?: Partial<ExecutorLimits>;
  readonly metrics?: Metrics;
  readonly onLog?: (event: string, fields: JsonObject) => void;
}

export function executorOf({
  schema,
  resolvers,
  functions = {},
  answer,
  limits,
  onLog,
  metrics = createMetrics(),
}: TestApi): Executor {
  const code = new Map<string, ResolverCode>();
  const load = (name: string, source: string) => code.set(name, evaluator.load({ name, code: withImports(source) }));
  const rows = Object.entries(resolvers).map(([name, resolver]): ResolverRow => {
    const [type = '', field = ''] = name.split('.');
    load(name, typeof resolver === 'string' ? resolver : resolver.code);
    return typeof resolver === 'string'
      ? { type, field, kind: 'UNIT', dataSource: 'None' }
      : { type, field, kind: 'PIPELINE', functions: resolver.functions };
  });
  for (const [name, source] of Object.entries(functions)) load(`functions/${name}`, source);
  const none = createNoneDataSource({ name: 'None' });
  const log = (event: string, fields: JsonObject = {}) => onLog?.(event, fields);

  return createExecutor({
    schemaSdl: schema,
    rows,
    functions: Object.fromEntries(
      Object.keys(functions).map((name): [string, FunctionRow] => [name, { dataSource: 'None' }]),
    ),
    code,
    dataSources: new Map([['None', answer === undefined ? none : { name: 'None', invoke: answer }]]),
    env: { STAGE: 'test' },
    metrics,
    log: { debug: log, info: log, warn: log, error: log },
    ...(limits === undefined ? {} : { limits }),
  });
}

function withImports(source: string): string {
  const used = ['util', 'runtime', 'extensions'].filter((name) => new RegExp(String.raw`\b${name}\.`).test(source));
  return used.length === 0 ? source : `import { ${used.join(', ')} } from '@aws-appsync/utils';\n${source}`;
}

/** A handler pair that hands `expression` through NONE. */
export function gives(expression: string): string {
  return `export function request(ctx) { return { payload: ${expression} }; }\nexport function response(ctx) { return ctx.result; }`;
}

export async function query(executor: Executor, text: string, variables?: JsonObject, caller: Caller = ann) {
  const { answer } = await executor.execute(
    { query: text, ...(variables === undefined ? {} : { variables }) },
    caller,
    { 'x-test': 'yes' },
  );
  const sent = plain(answer);
  if (!isJsonObject(sent)) throw new Error('unable to read the answer; it is not an object');
  return sent;
}

/** As it goes over the wire. */
export function plain(value: unknown): Json {
  return parseJson(JSON.stringify(value)) ?? null;
}

/** The value at a path in JSON, or null. */
export function within(value: Json | undefined, ...path: readonly string[]): Json {
  const inner = path.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), value);
  return inner ?? null;
}

/** The JSON that an AWSJSON field holds. */
export function jsonIn(value: Json): Json {
  return typeof value === 'string' ? (parseJson(value) ?? null) : value;
}
