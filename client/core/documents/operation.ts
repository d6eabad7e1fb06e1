import { field } from '../decode.ts';
import type { Decoder } from '../decode.ts';
import type { Transport, Variables } from '../transport.ts';

/** A document with one root field, and how that field's value is read. `In` are its variables. */
export interface Operation<In extends Variables, Out> {
  readonly document: string;
  readonly read: (data: unknown) => Out;
  /** Only for the compiler. */
  readonly variables?: In;
}

/** Writes a list of paths (`content/text`) as a selection set. */
export const selectionOf = (paths: readonly string[]): string =>
  paths
    .filter((path) => !path.includes('/'))
    .map((name) => {
      const inner = paths.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1));
      return inner.length === 0 ? name : `${name} { ${selectionOf(inner)} }`;
    })
    .join(' ');

/** The types of an operation's variables, as GraphQL writes them. */
export type Parameters<In> = { readonly [Name in keyof In]-?: string };

/** How the value of a root field is asked for, and read. Scalars have no selection. */
export interface Wanted<Out> {
  readonly selection?: string;
  readonly decode: Decoder<Out>;
}

const operation =
  (kind: 'query' | 'mutation' | 'subscription') =>
  <In extends Variables>(root: string, parameters: Parameters<In>) =>
  <Out>({ selection, decode }: Wanted<Out>): Operation<In, Out> => {
    const names = Object.entries<string>(parameters);
    const declared = names.map(([name, type]) => `$${name}: ${type}`).join(', ');
    const passed = names.map(([name]) => `${name}: $${name}`).join(', ');
    const title = `${root.charAt(0).toUpperCase()}${root.slice(1)}`;
    const list = (inner: string): string => (inner === '' ? '' : `(${inner})`);
    const fields = selection === undefined ? '' : ` { ${selection} }`;
    return {
      document: `${kind} ${title}${list(declared)} { ${root}${list(passed)}${fields} }`,
      read: (data) => field(data, root, 'data', decode),
    };
  };

export const query = operation('query');
export const mutation = operation('mutation');
export const subscription = operation('subscription');

/** Runs a query or mutation. @throws {ChatError} */
export const ask = async <In extends Variables, Out>(
  transport: Transport,
  { document, read }: Operation<In, Out>,
  variables: In,
): Promise<Out> => read(await transport.request(document, variables));

/** Reads an event. Nothing may be thrown at whoever delivers one: answers whether it could be read. */
export const heardAs = <T>(
  { read }: { readonly read: (data: unknown) => T },
  data: unknown,
  tell: (value: T) => void,
): boolean => {
  let value: T;
  try {
    value = read(data);
  } catch {
    return false;
  }
  tell(value);
  return true;
};
