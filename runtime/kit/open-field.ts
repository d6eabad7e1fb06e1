import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, codeOfFunction, functions, resolvers } from '../../resolvers/manifest.ts';
import { bundleResolvers } from '../../tools/bundle-resolvers.ts';
import type {
  AppSyncError,
  DataSource,
  DataSourceAnswer,
  Effects,
  Json,
  JsonObject,
  ResolverCode,
} from '../contract.ts';
import { createEvaluator } from '../evaluator/index.ts';
import { FieldFailure } from '../executor/failures.ts';
import { resolve } from '../executor/resolver.ts';
import { wireRows } from './wire-rows.ts';

export interface FieldSettings {
  /** The repository: schema and resolvers are read from it. */
  readonly root: string;
  /** By the names of the manifest, on whatever engine. */
  readonly dataSources: ReadonlyMap<string, DataSource>;
  /** `ctx.env`. */
  readonly env: Readonly<Record<string, string>>;
  /** Epoch milliseconds; what handlers take for now. Default: this machine's clock. */
  readonly now?: () => number;
}

/** What a field's resolver is given. What is left out is empty. */
export interface FieldInput {
  readonly arguments?: JsonObject;
  readonly identity?: JsonObject;
  /** The parent's value, for fields such as `ChatSession.unreadCount`. */
  readonly source?: JsonObject;
  /** `ctx.info.selectionSetList`: `['id', 'content', 'content/text']`. */
  readonly selection?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** One function, or the unit resolver, at its data source. */
export interface FieldOperation {
  /** The name of the code: `functions/readMembership`. */
  readonly by: string;
  readonly dataSource: string;
  /** As the request handler returned it. */
  readonly request: Json;
  readonly answer: DataSourceAnswer;
}

export interface FieldRun {
  /** What the resolver returned, before the schema picks from it; `null` when it failed. */
  readonly value: Json;
  /** What it failed with. */
  readonly error?: AppSyncError;
  /** Errors of `util.appendError`. */
  readonly appended: readonly AppSyncError[];
  /** What `extensions` was asked for, by every handler that asked. */
  readonly effects: readonly Effects[];
  /** In the order in which they were answered. */
  readonly operations: readonly FieldOperation[];
}

export interface Field {
  /** Runs the whole resolver once. Runs may overlap; each records its own operations. */
  run(input?: FieldInput): Promise<FieldRun>;
}

interface Recording {
  by: string;
  readonly operations: FieldOperation[];
}

/**
 * The resolver of one field of the manifest, all its functions and data sources included, without GraphQL around it.
 *
 * @param name `Mutation.sendMessage`.
 * @throws {Error} when the manifest has no such field, or names a data source that is not given.
 */
export async function openField(name: string, { root, dataSources, env, now }: FieldSettings): Promise<Field> {
  const row = resolvers.find((one) => codeOf(one) === name);
  if (row === undefined) throw new Error(`unable to open ${name}; the manifest has no such field`);
  const recordings = new AsyncLocalStorage<Recording>();
  const evaluator = createEvaluator(now === undefined ? {} : { now });
  const entries = [codeOf(row), ...(row.kind === 'PIPELINE' ? row.functions.map(codeOfFunction) : [])];
  const bundles = await bundleResolvers({ root, entries });

  const resolver = wireRows(await readFile(join(root, 'schema.graphql'), 'utf8'), {
    rows: [row],
    functions,
    code: new Map(
      [...bundles].map(([entry, code]) => [entry, named(evaluator.load({ name: entry, code }), recordings)]),
    ),
    dataSources: new Map([...dataSources].map(([key, source]) => [key, recorded(key, source, recordings)])),
  }).get(name);
  if (resolver === undefined) throw new Error(`unable to open ${name}; it was not wired`);

  return {
    run(input = {}) {
      const recording: Recording = { by: name, operations: [] };
      const appended: AppSyncError[] = [];
      const effects: Effects[] = [];
      const context = {
        arguments: input.arguments ?? {},
        identity: input.identity ?? null,
        source: input.source ?? null,
        request: { headers: input.headers ?? {}, domainName: null },
        info: {
          fieldName: row.field,
          parentTypeName: row.type,
          variables: {},
          selectionSetList: input.selection ?? [],
          selectionSetGraphQL: '',
        },
        env,
      };
      return recordings.run(recording, async () => {
        const { operations } = recording;
        try {
          const value = await resolve(resolver, context, (evaluation) => {
            appended.push(...evaluation.appended);
            if (asksForSomething(evaluation.effects)) effects.push(evaluation.effects);
          });
          return { value, appended, effects, operations };
        } catch (cause) {
          if (!(cause instanceof FieldFailure)) throw cause;
          return { value: null, error: cause.error, appended, effects, operations };
        }
      });
    },
  };
}

/** Tells the recording whose request is under way. */
const named = (code: ResolverCode, recordings: AsyncLocalStorage<Recording>): ResolverCode => ({
  ...code,
  evaluate(handler, context) {
    const recording = recordings.getStore();
    if (recording !== undefined) recording.by = code.name;
    return code.evaluate(handler, context);
  },
});

const recorded = (key: string, source: DataSource, recordings: AsyncLocalStorage<Recording>): DataSource => ({
  name: source.name,
  async invoke(request, context) {
    const recording = recordings.getStore();
    const by = recording?.by ?? key;
    const answer = await source.invoke(request, context);
    recording?.operations.push({ by, dataSource: key, request, answer });
    return answer;
  },
});

const asksForSomething = (effects: Effects): boolean =>
  effects.subscriptionFilter !== undefined ||
  effects.invalidationFilter !== undefined ||
  effects.invalidations.length > 0 ||
  effects.cacheEvictions.length > 0;
