import {
  CfnFunctionConfiguration,
  CfnResolver,
  type CfnGraphQLApi,
  type CfnGraphQLSchema,
} from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import {
  codeOf,
  codeOfFunction,
  functions,
  resolvers,
  type FunctionRow,
  type ResolverRow,
} from '../../resolvers/manifest.ts';
import { logicalIdOf } from '../naming.ts';
import type { DataSources } from './data-sources.ts';

const runtime = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };

/** Every field and function of `resolvers/manifest.ts`, one for one, with the code of its bundle inline. */
export class Fields extends Construct {
  readonly #api: CfnGraphQLApi;
  readonly #schema: CfnGraphQLSchema;
  readonly #dataSources: DataSources;
  readonly #bundles: ReadonlyMap<string, string>;

  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly api: CfnGraphQLApi;
      readonly schema: CfnGraphQLSchema;
      readonly dataSources: DataSources;
      /** Code by entry, as `bundleResolvers` gives it. */
      readonly bundles: ReadonlyMap<string, string>;
    },
  ) {
    super(scope, id);
    this.#api = options.api;
    this.#schema = options.schema;
    this.#dataSources = options.dataSources;
    this.#bundles = options.bundles;

    const made = new Map(Object.entries(functions).map(([name, row]) => [name, this.#function(name, row)]));
    for (const row of resolvers) this.#resolver(row, made);
  }

  #function(name: string, row: FunctionRow): CfnFunctionConfiguration {
    return new CfnFunctionConfiguration(this, logicalIdOf(codeOfFunction(name)), {
      apiId: this.#api.attrApiId,
      name,
      ...this.#sending(row),
      runtime,
      code: this.#code(codeOfFunction(name)),
    });
  }

  #resolver(row: ResolverRow, made: ReadonlyMap<string, CfnFunctionConfiguration>): void {
    const resolver = new CfnResolver(this, logicalIdOf(codeOf(row)), {
      apiId: this.#api.attrApiId,
      typeName: row.type,
      fieldName: row.field,
      kind: row.kind,
      runtime,
      code: this.#code(codeOf(row)),
      ...(row.kind === 'UNIT'
        ? this.#sending(row)
        : { pipelineConfig: { functions: row.functions.map((name) => functionId(made, name)) } }),
    });
    // AppSync takes a resolver only for a field that it knows already.
    resolver.addResourceDependency(this.#schema);
  }

  #sending({ dataSource, maxBatchSize }: FunctionRow) {
    const dataSourceName = this.#dataSources.get(dataSource).attrName;
    return maxBatchSize === undefined ? { dataSourceName } : { dataSourceName, maxBatchSize };
  }

  #code(entry: string): string {
    const code = this.#bundles.get(entry);
    if (code === undefined) throw new Error(`unable to synthesise; resolvers/${entry}.ts was not bundled`);
    return code;
  }
}

function functionId(made: ReadonlyMap<string, CfnFunctionConfiguration>, name: string): string {
  const found = made.get(name);
  if (!found) throw new Error(`unable to synthesise; the manifest has no function ${name}`);
  return found.attrFunctionId;
}
