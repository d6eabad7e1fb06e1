import { isObjectType, type GraphQLSchema } from 'graphql';
import type { FunctionRow, ResolverRow } from '../../resolvers/manifest.ts';
import { codeOf, codeOfFunction, functionsPerPipeline } from '../../resolvers/manifest.ts';
import type { DataSource, ResolverCode } from '../contract.ts';
import type { Resolver, Step } from './resolver.ts';

export interface WiringSettings {
  readonly rows: readonly ResolverRow[];
  readonly functions: Readonly<Record<string, FunctionRow>>;
  /** By the names that the manifest gives: `Mutation.sendMessage`, `functions/readMembership`. */
  readonly code: ReadonlyMap<string, ResolverCode>;
  readonly dataSources: ReadonlyMap<string, DataSource>;
}

/**
 * The resolver of every field that has one, by `Type.field`.
 *
 * @throws {Error} naming everything that a row mentions and that does not exist, so that one start shows it all.
 */
export function wire(
  schema: GraphQLSchema,
  { rows, functions, code, dataSources }: WiringSettings,
): ReadonlyMap<string, Resolver> {
  const missing = new Set<string>();
  const demanded = <Thing>(thing: Thing | undefined, what: string): Thing | undefined => {
    if (thing === undefined) missing.add(what);
    return thing;
  };
  const step = (codeName: string, row: FunctionRow): Step | undefined => {
    const codeFound = demanded(code.get(codeName), `code ${codeName}`);
    const dataSource = demanded(dataSources.get(row.dataSource), `data source ${row.dataSource}`);
    if (codeFound === undefined || dataSource === undefined) return undefined;
    return {
      code: codeFound,
      dataSource,
      ...(row.maxBatchSize === undefined ? {} : { maxBatchSize: row.maxBatchSize }),
    };
  };
  const functionStep = (name: string): Step | undefined => {
    const row = demanded(Object.hasOwn(functions, name) ? functions[name] : undefined, `function ${name}`);
    return row === undefined ? undefined : step(codeOfFunction(name), row);
  };

  const wired = new Map<string, Resolver>();
  for (const row of rows) {
    const name = `${row.type}.${row.field}`;
    const type = schema.getType(row.type);
    demanded(isObjectType(type) ? type.getFields()[row.field] : undefined, `schema field ${name}`);
    if (wired.has(name)) missing.add(`only one row for ${name}`);
    if (row.kind === 'UNIT') {
      const unit = step(codeOf(row), row);
      if (unit !== undefined) wired.set(name, { kind: 'UNIT', ...unit });
    } else {
      if (row.functions.length > functionsPerPipeline)
        missing.add(`a pipeline of at most ${functionsPerPipeline} functions for ${name}`);
      const own = demanded(code.get(codeOf(row)), `code ${codeOf(row)}`);
      const steps = row.functions.map(functionStep).filter((found) => found !== undefined);
      if (own !== undefined) wired.set(name, { kind: 'PIPELINE', code: own, steps });
    }
  }
  if (missing.size > 0) throw new Error(`unable to wire the resolvers; missing: ${[...missing].join(', ')}`);
  return wired;
}
