import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
} from 'graphql';

export interface Selection {
  /** Paths of everything selected below a field, by response name, parents first: `['id', 'author', 'author/name']`. */
  readonly selectionSetList: readonly string[];
  /** The selection as the document has it. */
  readonly selectionSetGraphQL: string;
}

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
type Variables = { readonly [variable: string]: unknown };

/** Whether `@skip` and `@include` leave a selection in. */
export function isIncluded(node: SelectionNode, variables: Variables): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

/**
 * What `ctx.info` says of the selection below a field: aliases by their alias, fragments expanded, `@skip` and `@include`
 * resolved. Source: "Resolver context object reference", `info`, in the AppSync developer guide.
 */
export function selectionOf(fields: readonly FieldNode[], fragments: Fragments, variables: Variables): Selection {
  const [only] = fields;
  if (only === undefined || fields.length > 1) return computed(fields, fragments, variables);
  const known = unconditional.get(only);
  if (known !== undefined) return known;

  const selection = computed(fields, fragments, variables);
  if (!dependsOnVariables(only, fragments)) unconditional.set(only, selection);
  return selection;
}

/** Documents are parsed once and kept, so a field node stands for its selection as long as no variable decides on it. */
const unconditional = new WeakMap<FieldNode, Selection>();

function computed(fields: readonly FieldNode[], fragments: Fragments, variables: Variables): Selection {
  const paths = new Set<string>();
  for (const field of fields) collect(field.selectionSet?.selections ?? [], '', { paths, fragments, variables });
  return {
    selectionSetList: [...paths],
    selectionSetGraphQL: fields
      .flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [print(selectionSet)]))
      .join('\n'),
  };
}

function collect(
  selections: readonly SelectionNode[],
  prefix: string,
  into: { readonly paths: Set<string>; readonly fragments: Fragments; readonly variables: Variables },
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, into.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const path = `${prefix}${(selection.alias ?? selection.name).value}`;
      into.paths.add(path);
      collect(selection.selectionSet?.selections ?? [], `${path}/`, into);
    } else {
      const set =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : into.fragments[selection.name.value]?.selectionSet;
      collect(set?.selections ?? [], prefix, into);
    }
  }
}

function dependsOnVariables(field: FieldNode, fragments: Fragments): boolean {
  const reached = new Set<string>();
  let found = false;
  const look = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Directive: () => void (found = true),
      FragmentSpread(spread) {
        const name = spread.name.value;
        const fragment = fragments[name];
        if (fragment === undefined || reached.has(name)) return;
        reached.add(name);
        look(fragment);
      },
    });
  };
  look(field);
  return found;
}

export function fragmentsOf(document: DocumentNode): Fragments {
  return Object.fromEntries(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
}
