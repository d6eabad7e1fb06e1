import { Kind, parse, print, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  codeOf,
  codeOfFunction,
  functions,
  functionsPerPipeline,
  resolvers,
  type FunctionRow,
} from '../../resolvers/manifest.ts';
import { bundleResolvers } from '../../tools/bundle-resolvers.ts';
import {
  at,
  list,
  root,
  synthesise,
  synthesisTime,
  target,
  textAt,
  type Json,
  type Synthesised,
} from './synthesise.ts';

const rootTypes = ['Query', 'Mutation', 'Subscription'];
const functionRows: readonly (readonly [string, FunctionRow])[] = Object.entries(functions);
const resolverType = 'AWS::AppSync::Resolver';
const functionType = 'AWS::AppSync::FunctionConfiguration';

describe('schema, manifest, code and template', () => {
  let types: ReadonlyMap<string, ObjectTypeDefinitionNode>;
  let api: Synthesised;
  let bundles: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const { definitions } = parse(await readFile(join(root, 'schema.graphql'), 'utf8'));
    types = new Map(
      definitions.flatMap((type) => (type.kind === Kind.OBJECT_TYPE_DEFINITION ? [[type.name.value, type]] : [])),
    );
    const entries = [...resolvers.map(codeOf), ...functionRows.map(([name]) => codeOfFunction(name))];
    bundles = await bundleResolvers({ root, entries });
    api = (await synthesise('dev')).api;
  }, synthesisTime);

  const field = (type: string, name: string): FieldDefinitionNode | undefined =>
    types.get(type)?.fields?.find((one) => one.name.value === name);

  it('name each root field in exactly one row', () => {
    const fields = rootTypes.flatMap((type) =>
      (types.get(type)?.fields ?? []).map(({ name }) => `${type}.${name.value}`),
    );
    const rows = resolvers.filter(({ type }) => rootTypes.includes(type)).map(codeOf);
    expect(rows.slice().sort()).toEqual(fields.sort());
  });

  it('name no field twice, and none that the schema has not', () => {
    const rows = resolvers.map(codeOf);
    expect(rows.filter((row, i) => rows.indexOf(row) !== i)).toEqual([]);
    expect(resolvers.filter((row) => !field(row.type, row.field)).map(codeOf)).toEqual([]);
  });

  it('have one file for each row and function, and no file besides', async () => {
    const files = async (folder: string) =>
      (await readdir(join(root, 'resolvers', folder)))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => join(folder, name).replace(/\.ts$/, ''));
    const expected = [...resolvers.map(codeOf), ...functionRows.map(([name]) => codeOfFunction(name)), 'manifest'];
    expect([...(await files('')), ...(await files('functions'))].sort()).toEqual(expected.sort());
  });

  it('run each function in some pipeline, and at most ten in one', () => {
    const pipelines = resolvers.flatMap((row) => (row.kind === 'PIPELINE' ? [row.functions] : []));
    expect([...new Set(pipelines.flat())].sort()).toEqual(functionRows.map(([name]) => name).sort());
    expect(functionsPerPipeline).toBe(10);
    for (const pipeline of pipelines) expect(pipeline.length).toBeLessThanOrEqual(functionsPerPipeline);
  });

  it('feed each subscription from mutations that exist and return what it delivers', () => {
    for (const subscription of types.get('Subscription')?.fields ?? []) {
      const link = subscription.directives?.find(({ name }) => name.value === 'aws_subscribe');
      const mutations = link?.arguments?.find(({ name }) => name.value === 'mutations')?.value;
      const names = mutations?.kind === Kind.LIST ? mutations.values : [];
      expect(names, subscription.name.value).not.toEqual([]);
      for (const name of names) {
        const mutation = name.kind === Kind.STRING ? field('Mutation', name.value) : undefined;
        expect(mutation && print(mutation.type), print(name)).toBe(print(subscription.type));
      }
    }
  });

  const dataSourceOf = (properties: Json) => {
    const id = target(at(properties, 'DataSourceName'));
    return at(api.resources.find((resource) => resource.id === id)?.properties, 'Name');
  };

  it('make a function of each function row, on its data source, with the code of its bundle', () => {
    const made = api
      .ofType(functionType)
      .map((made) => [at(made.properties, 'Name'), dataSourceOf(made.properties), api.codeOf(made)]);
    const wanted = functionRows.map(([name, row]) => [name, row.dataSource, bundles.get(codeOfFunction(name))]);
    expect(made).toHaveLength(wanted.length);
    expect(made).toEqual(expect.arrayContaining(wanted));
  });

  it('make a resolver of each row, with its functions in order and the code of its bundle', () => {
    const nameOf = (reference: Json) => {
      const id = target(reference);
      return at(api.ofType(functionType).find((one) => one.id === id)?.properties, 'Name');
    };
    const made = api.ofType(resolverType).map(({ properties, ...resource }) => ({
      entry: `${textAt(properties, 'TypeName')}.${textAt(properties, 'FieldName')}`,
      kind: at(properties, 'Kind'),
      runs:
        at(properties, 'Kind') === 'UNIT'
          ? dataSourceOf(properties)
          : list(at(properties, 'PipelineConfig', 'Functions')).map(nameOf),
      code: api.codeOf({ properties, ...resource }),
    }));
    const wanted = resolvers.map((row) => ({
      entry: codeOf(row),
      kind: row.kind,
      runs: row.kind === 'UNIT' ? row.dataSource : [...row.functions],
      code: bundles.get(codeOf(row)),
    }));
    expect(made).toHaveLength(wanted.length);
    expect(made).toEqual(expect.arrayContaining(wanted));
  });

  it('run everything on APPSYNC_JS 1.0.0, after the schema is there', () => {
    const schema = api.ofType('AWS::AppSync::GraphQLSchema').map(({ id }) => id);
    for (const { properties, type, dependsOn } of [...api.ofType(resolverType), ...api.ofType(functionType)]) {
      expect(at(properties, 'Runtime')).toEqual({ Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' });
      if (type === resolverType) expect(dependsOn).toEqual(schema);
    }
  });

  it('make only data sources that a row names', () => {
    const named = new Set([
      ...functionRows.map(([, { dataSource }]) => dataSource),
      ...resolvers.flatMap((row) => (row.kind === 'UNIT' ? [row.dataSource] : [])),
    ]);
    const made = api.ofType('AWS::AppSync::DataSource').map(({ properties }) => at(properties, 'Name'));
    expect(made.slice().sort()).toEqual([...named].sort());
  });
});
