import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { Json, JsonObject } from '../../runtime/contract.ts';
import type { selectionOf } from '../../runtime/executor/selection.ts';

/** The part of `@aws-amplify/amplify-appsync-simulator` 2.16.20 that the plug-in stands on, as its source has it. */
export interface SimulatorPackage {
  readonly AmplifyAppSyncSimulator: new () => Simulator;
  /** Adds a type of data source for the whole process. @throws when there is one of that name. */
  addDataLoader(type: string, loader: new (config: DataSourceConfig) => DataLoader): void;
  removeDataLoader(type: string): boolean;
}

export interface Simulator {
  init(config: SimulatorConfig): void;
  getResolver(typeName: string, fieldName: string): SimulatorResolver | undefined;
  getDataLoader(name: string): DataLoader;
}

export interface SimulatorResolver {
  /** @throws what becomes an entry of `errors`; its `extensions` are the entry. */
  resolve(source: unknown, args: unknown, context: RequestContext, info: FieldInfo): Promise<unknown>;
}

type Selection = Parameters<typeof selectionOf>;

/** What graphql 15 says of a field that is being resolved; its documents have the form of graphql 16's. */
export interface FieldInfo {
  readonly fieldName: string;
  readonly parentType: { readonly name: string };
  readonly fieldNodes: Selection[0];
  readonly fragments: Selection[1];
  readonly variableValues: Selection[2];
  readonly path: PathEnd;
}

/** The last step of a field's path, which leads to the ones before. */
export interface PathEnd {
  readonly key: string | number;
  readonly prev: PathEnd | undefined;
}

/** What the simulator knows of one HTTP request. */
export interface RequestContext {
  /** The payload of the token, which was not verified. */
  readonly jwt?: JsonObject;
  readonly sourceIp?: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly appsyncErrors: Error[];
}

export interface DataLoader {
  load(request: Json, context: unknown): Promise<object | null>;
}

export interface DataSourceConfig {
  readonly type: string;
  readonly name: string;
}

interface MappingTemplates {
  readonly requestMappingTemplate?: string;
  readonly responseMappingTemplate?: string;
}

export interface SimulatorConfig {
  readonly schema: { readonly content: string };
  readonly appSync: {
    readonly name: string;
    readonly defaultAuthenticationType: { readonly authenticationType: string };
    readonly additionalAuthenticationProviders: readonly never[];
  };
  readonly dataSources: readonly DataSourceConfig[];
  readonly functions: readonly ({ readonly name: string; readonly dataSourceName: string } & MappingTemplates)[];
  readonly resolvers: readonly (MappingTemplates & {
    readonly typeName: string;
    readonly fieldName: string;
  } & (
      | { readonly kind: 'UNIT'; readonly dataSourceName: string }
      | { readonly kind: 'PIPELINE'; readonly functions: readonly string[] }
    ))[];
}

/** The simulator's HTTP side, which its own server would bind to every address of the machine. */
export interface OperationServerModule {
  readonly OperationServer: new (config: object, simulator: Simulator) => { readonly app: RequestListener };
}

const name = '@aws-amplify/amplify-appsync-simulator';

/**
 * Loads the simulator from the packages of this folder. It is not imported: the root package does not have it, so that
 * types, lint and the rules of direction hold on a machine that never installed it.
 *
 * @throws {Error} where this folder's packages are missing, or are not what this plug-in was written for.
 */
export function loadSimulator(folder: string): SimulatorPackage & OperationServerModule {
  const load = createRequire(`${folder}/package.json`);
  const [simulator, operations] = [loaded(load, name), loaded(load, `${name}/lib/server/operations`)];
  if (!isSimulator(simulator) || !isOperationServer(operations)) {
    throw new Error(`unable to use ${name}; it has not the parts that the plug-in stands on`);
  }
  const { AmplifyAppSyncSimulator, addDataLoader, removeDataLoader } = simulator;
  return { AmplifyAppSyncSimulator, addDataLoader, removeDataLoader, OperationServer: operations.OperationServer };
}

function loaded(load: (id: string) => unknown, id: string): object {
  const found = load(id);
  return typeof found === 'object' && found !== null ? found : {};
}

const hasFunctions = (found: object, ...names: readonly string[]): boolean =>
  names.every((one) => typeof Reflect.get(found, one) === 'function');

const isSimulator = (found: object): found is SimulatorPackage =>
  hasFunctions(found, 'AmplifyAppSyncSimulator', 'addDataLoader', 'removeDataLoader');

const isOperationServer = (found: object): found is OperationServerModule => hasFunctions(found, 'OperationServer');
