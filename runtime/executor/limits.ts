import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionNode } from 'graphql';

/** What one request may ask for. AppSync has the first two as settings of an API; the rest keeps a laptop standing. */
export interface ExecutorLimits {
  /** Levels of nested selections. AppSync: `queryDepthLimit`, 1 - 75. */
  readonly maxDepth: number;
  /** Resolvers run by one request. AppSync: `resolverCountLimit`, 1 - 10,000. */
  readonly maxResolvers: number;
  readonly maxDocumentBytes: number;
  /** Lexical tokens, which bounds the work of parsing. */
  readonly maxTokens: number;
  /** Fields after expanding fragments, which bounds the work of validating. */
  readonly maxFields: number;
  readonly maxAliases: number;
  readonly introspection: boolean;
  /** Parsed and validated documents kept, and the characters of their text together: a syntax tree is many times its text. */
  readonly cachedDocuments: number;
  readonly cachedCharacters: number;
}

export const DEFAULT_LIMITS: ExecutorLimits = {
  maxDepth: 15,
  maxResolvers: 500,
  maxDocumentBytes: 100_000,
  maxTokens: 10_000,
  maxFields: 2_000,
  maxAliases: 200,
  introspection: true,
  cachedDocuments: 500,
  cachedCharacters: 500_000,
};

/** The first limit that a document breaks, as a sentence, or `undefined`. Never throws, and works in linear time. */
export function brokenLimit(
  document: DocumentNode,
  limits: ExecutorLimits,
): { readonly errorType: string; readonly message: string } | undefined {
  const size = sizeOf(document);
  if (size.depth > limits.maxDepth) {
    return {
      errorType: 'QueryDepthLimitExceeded',
      message: `Query depth limit exceeded; a request may nest ${limits.maxDepth} levels.`,
    };
  }
  if (size.aliases > limits.maxAliases) {
    return {
      errorType: 'AliasLimitExceeded',
      message: `Alias limit exceeded; a request may use ${limits.maxAliases} aliases.`,
    };
  }
  if (size.fields > limits.maxFields) {
    return {
      errorType: 'FieldLimitExceeded',
      message: `Field limit exceeded; a request may select ${limits.maxFields} fields.`,
    };
  }
  return undefined;
}

interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
}

const NOTHING: Size = { depth: 0, fields: 0, aliases: 0 };

function sizeOf(document: DocumentNode): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const known = new Map<string, Size>();

  /** Each fragment is measured once. A fragment within itself counts nothing: validation refuses it later. */
  const ofFragment = (name: string): Size => {
    const measured = known.get(name);
    if (measured !== undefined) return measured;
    known.set(name, NOTHING);
    const size = ofSelections(fragments.get(name)?.selectionSet.selections ?? []);
    known.set(name, size);
    return size;
  };
  const ofSelection = (selection: SelectionNode): Size => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    const inner = ofSelections(selection.selectionSet?.selections ?? []);
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner;
    return {
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + (selection.alias === undefined ? 0 : 1),
    };
  };
  const ofSelections = (selections: readonly SelectionNode[]): Size =>
    selections.map(ofSelection).reduce(together, NOTHING);

  // Fragments that no operation uses cost validation the same.
  return document.definitions
    .map((node) => ('selectionSet' in node ? ofSelections(node.selectionSet.selections) : NOTHING))
    .reduce(together, NOTHING);
}

function together(a: Size, b: Size): Size {
  return { depth: Math.max(a.depth, b.depth), fields: a.fields + b.fields, aliases: a.aliases + b.aliases };
}
