import { functions, resolvers, type DataSourceName } from '../../resolvers/manifest.ts';
import type {
  AppSyncError,
  DataSource,
  DataSourceAnswer,
  Json,
  JsonObject,
  ResolverCode,
} from '../../runtime/contract.ts';
import { FieldFailure } from '../../runtime/executor/failures.ts';
import { resolve, type FieldContext } from '../../runtime/executor/resolver.ts';
import { selectionOf } from '../../runtime/executor/selection.ts';
import { isJsonObject, parseJson } from '../../runtime/json.ts';
import { wireRows } from '../../runtime/kit/wire-rows.ts';
import type {
  DataLoader,
  DataSourceConfig,
  FieldInfo,
  PathEnd,
  RequestContext,
  Simulator,
  SimulatorConfig,
  SimulatorPackage,
  SimulatorResolver,
} from './simulator-package.ts';

export interface JsResolvers {
  readonly schemaSdl: string;
  readonly code: ReadonlyMap<string, ResolverCode>;
  readonly dataSources: ReadonlyMap<DataSourceName, DataSource>;
  /** `ctx.env`. */
  readonly env: Readonly<Record<string, string>>;
}

/** The rows that a host of queries and mutations serves. */
const rows = resolvers.filter(({ type }) => type !== 'Subscription');

/** The simulator knows VTL only and insists on a template for everything; none of these is ever rendered. */
const placeholder = { requestMappingTemplate: '{}', responseMappingTemplate: '{}' };

/** A type of data source of its own, so that none of the simulator's is in the way. */
const loaderType = 'PARLEY';

/**
 * The simulator with JS resolvers: parsing, validation, coercion, authorisation, execution and the answer are its own;
 * what a field's resolver does is the bundles of the manifest in our evaluator, on our data sources, which the simulator
 * holds as its data loaders. One at a time in a process; `close` lets go of the data loaders.
 */
export function createJsSimulator(
  simulator: SimulatorPackage,
  parts: JsResolvers,
): { readonly simulator: Simulator; close(): void } {
  const { addDataLoader, removeDataLoader, AmplifyAppSyncSimulator } = simulator;

  class OurDataLoader implements DataLoader {
    readonly #source: DataSource;

    constructor({ name }: DataSourceConfig) {
      const source = [...parts.dataSources.values()].find((one) => one.name === name);
      if (source === undefined) throw new Error(`unable to load from ${name}; there is no such data source`);
      this.#source = source;
    }

    load(request: Json, context: Parameters<DataSource['invoke']>[1]): Promise<DataSourceAnswer> {
      return this.#source.invoke(request, context);
    }
  }

  class JsSimulator extends AmplifyAppSyncSimulator {
    readonly #resolvers = new Map<string, SimulatorResolver>();

    override init(config: SimulatorConfig): void {
      super.init({
        ...config,
        functions: config.functions.map((one) => ({ ...one, ...placeholder })),
        resolvers: config.resolvers.map((one) => ({ ...one, ...placeholder })),
      });
      for (const [name, resolver] of wireRows(config.schema.content, {
        rows,
        functions,
        code: parts.code,
        dataSources: new Map(config.dataSources.map(({ name }) => [name, this.#throughLoader(name)])),
      })) {
        this.#resolvers.set(name, {
          async resolve(source, args, context, info) {
            try {
              return await resolve(resolver, contextOf(source, args, context, info, parts.env), ({ appended }) => {
                context.appsyncErrors.push(...appended.map((error) => new SimulatorError(error, info)));
              });
            } catch (cause) {
              throw cause instanceof FieldFailure ? new SimulatorError(cause.error, info) : cause;
            }
          },
        });
      }
    }

    override getResolver(typeName: string, fieldName: string): SimulatorResolver | undefined {
      return this.#resolvers.get(`${typeName}.${fieldName}`);
    }

    #throughLoader(name: string): DataSource {
      return {
        name,
        invoke: async (request, context) => {
          const answer = await this.getDataLoader(name).load(request, context);
          if (isAnswer(answer)) return answer;
          throw new Error(`unable to go on; ${name} gave no answer`);
        },
      };
    }
  }

  addDataLoader(loaderType, OurDataLoader);
  const close = () => void removeDataLoader(loaderType);
  try {
    const made = new JsSimulator();
    made.init(configOf(parts.schemaSdl));
    return { simulator: made, close };
  } catch (cause) {
    close();
    throw cause;
  }
}

/** The manifest, in the simulator's words. */
function configOf(schemaSdl: string): SimulatorConfig {
  const sources = new Set<string>([
    ...Object.values(functions).map(({ dataSource }) => dataSource),
    ...rows.flatMap((row) => (row.kind === 'UNIT' ? [row.dataSource] : [])),
  ]);
  return {
    schema: { content: schemaSdl },
    appSync: {
      name: 'Parley',
      defaultAuthenticationType: { authenticationType: 'AMAZON_COGNITO_USER_POOLS' },
      additionalAuthenticationProviders: [],
    },
    dataSources: [...sources].map((name) => ({ type: loaderType, name })),
    functions: Object.entries(functions).map(([name, { dataSource }]) => ({ name, dataSourceName: dataSource })),
    resolvers: rows.map((row) => ({
      typeName: row.type,
      fieldName: row.field,
      ...(row.kind === 'UNIT'
        ? { kind: 'UNIT', dataSourceName: row.dataSource }
        : { kind: 'PIPELINE', functions: row.functions }),
    })),
  };
}

/** `ctx` of a JS resolver. The simulator's own is made for VTL: it takes no notice of `@skip` and `@include`. */
function contextOf(
  source: unknown,
  args: unknown,
  { jwt = {}, sourceIp, headers }: RequestContext,
  info: FieldInfo,
  env: Readonly<Record<string, string>>,
): FieldContext {
  const parent = plain(source);
  const given = plain(args);
  const variables = plain(info.variableValues);
  const { sub, iss, username } = jwt;
  return {
    arguments: isJsonObject(given) ? given : {},
    identity: {
      sub,
      username,
      issuer: iss,
      sourceIp: sourceIp === undefined ? [] : [sourceIp],
      groups: null,
      claims: jwt,
    },
    source: isJsonObject(parent) ? parent : null,
    request: { headers: oneEach(headers), domainName: null },
    info: {
      fieldName: info.fieldName,
      parentTypeName: info.parentType.name,
      variables: isJsonObject(variables) ? variables : {},
      ...selectionOf(info.fieldNodes, info.fragments, info.variableValues),
    },
    env,
  };
}

/** An error in the simulator's form: `extensions` is what the client gets. */
class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly extensions: JsonObject;

  constructor({ message, errorType, data = null, errorInfo = null }: AppSyncError, info: FieldInfo) {
    super(message);
    const path: (string | number)[] = [];
    for (let at: PathEnd | undefined = info.path; at !== undefined; at = at.prev) path.unshift(at.key);
    this.extensions = { message, errorType, data, errorInfo, path, locations: null };
  }
}

const isAnswer = (found: object | null): found is DataSourceAnswer => found !== null && 'ok' in found;

const plain = (value: unknown): Json => parseJson(JSON.stringify(value ?? null)) ?? null;

const oneEach = (headers: RequestContext['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
