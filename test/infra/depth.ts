import { Kind, parse, type SelectionSetNode, type TypeNode } from 'graphql';

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

/** The levels of the deepest query that a schema allows; infinite where its types lead back to themselves. */
export function deepestPath(schema: string): number {
  const fields = new Map(
    parse(schema).definitions.flatMap((type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION
        ? [[type.name.value, (type.fields ?? []).map((field) => nameOf(field.type))] as const]
        : [],
    ),
  );
  const below = (type: string, above: readonly string[]): number => {
    if (above.includes(type)) return Infinity;
    const levels = (fields.get(type) ?? []).map((next) => 1 + below(next, [...above, type]));
    return Math.max(0, ...levels);
  };
  return Math.max(...['Query', 'Mutation', 'Subscription'].map((type) => below(type, [])));
}

/** The levels of a query, fragments followed. */
export function depthOfQuery(query: string): number {
  const { definitions } = parse(query);
  const depth = (set: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(set?.selections ?? []).map((selection) => {
        if (selection.kind === Kind.FIELD) return 1 + depth(selection.selectionSet);
        if (selection.kind === Kind.INLINE_FRAGMENT) return depth(selection.selectionSet);
        const fragment = definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        );
        return fragment?.kind === Kind.FRAGMENT_DEFINITION ? depth(fragment.selectionSet) : 0;
      }),
    );
  return Math.max(
    ...definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? depth(definition.selectionSet) : 0,
    ),
  );
}
