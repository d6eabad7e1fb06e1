import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CfnFunctionConfiguration,
  CfnResolver,
  type CfnGraphQLApi,
  type CfnGraphQLSchema,
} from 'aws-cdk-lib/aws-appsync';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
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

/**
 * Every field and function of `resolvers/manifest.ts`, one for one, with the code of its bundle. The code is an asset of its
 * own, which deploying uploads: together it is more than the megabyte that CloudFormation takes for a template.
 */
export class Fields extends Construct {
  readonly #api: CfnGraphQLApi;
  readonly #schema: CfnGraphQLSchema;
  readonly #dataSources: DataSources;
  readonly #bundles: ReadonlyMap<string, string>;
  readonly #codeDir: string;

  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly api: CfnGraphQLApi;
      readonly schema: CfnGraphQLSchema;
      readonly dataSources: DataSources;
      /** Code by entry, as `bundleResolvers` gives it. */
      readonly bundles: ReadonlyMap<string, string>;
      /** Where code is put for the cloud assembly to take. */
      readonly codeDir: string;
    },
  ) {
    super(scope, id);
    this.#api = options.api;
    this.#schema = options.schema;
    this.#dataSources = options.dataSources;
    this.#bundles = options.bundles;
    this.#codeDir = options.codeDir;
    mkdirSync(this.#codeDir, { recursive: true });

    const made = new Map(Object.entries(functions).map(([name, row]) => [name, this.#function(name, row)]));
    for (const row of resolvers) this.#resolver(row, made);
  }

  #function(name: string, row: FunctionRow): CfnFunctionConfiguration {
    return new CfnFunctionConfiguration(this, logicalIdOf(codeOfFunction(name)), {
      apiId: this.#api.attrApiId,
      name,
      ...this.#sending(row),
      runtime,
      codeS3Location: this.#code(codeOfFunction(name)),
    });
  }

  #resolver(row: ResolverRow, made: ReadonlyMap<string, CfnFunctionConfiguration>): void {
    const resolver = new CfnResolver(this, logicalIdOf(codeOf(row)), {
      apiId: this.#api.attrApiId,
      typeName: row.type,
      fieldName: row.field,
      kind: row.kind,
      runtime,
      codeS3Location: this.#code(codeOf(row)),
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
    const path = join(this.#codeDir, `${logicalIdOf(entry)}.js`);
    writeFileSync(path, code);
    return new Asset(this, `${logicalIdOf(entry)}Code`, { path }).s3ObjectUrl;
  }
}

function functionId(made: ReadonlyMap<string, CfnFunctionConfiguration>, name: string): string {
  const found = made.get(name);
  if (!found) throw new Error(`unable to synthesise; the manifest has no function ${name}`);
  return found.attrFunctionId;
}
