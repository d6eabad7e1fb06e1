/**
 * What Amplify asks of the package `graphql`, for a page whose operations are written as text and go to the server as they
 * are: nothing is read of them but their kind. The package itself, with its parser and its printer, would be 11 KB of what
 * every page loads first, and would parse and print each operation anew each time that it is sent.
 */
export interface PlainDocument {
  readonly kind: 'Document';
  readonly definitions: readonly [
    { readonly kind: 'OperationDefinition'; readonly operation: 'query' | 'mutation' | 'subscription' },
  ];
  readonly text: string;
}

/** A document of one operation, perhaps with fragments. */
export const parse = (text: string): PlainDocument => ({
  kind: 'Document',
  definitions: [{ kind: 'OperationDefinition', operation: operationOf(text) }],
  text,
});

export const print = ({ text }: PlainDocument): string => text;

/** As in GraphQL.js 15, whose errors Amplify copies member by member: the message is among them. */
export class GraphQLError extends Error {
  readonly originalError: Error | undefined;

  constructor(
    message: string,
    _nodes?: unknown,
    _source?: unknown,
    _positions?: unknown,
    _path?: unknown,
    originalError?: Error,
  ) {
    super(message);
    this.name = 'GraphQLError';
    Object.defineProperty(this, 'message', { value: message, enumerable: true });
    this.originalError = originalError;
  }
}

/** Amplify's types of operations, as it exports them. */
export const OperationTypeNode = { QUERY: 'query', MUTATION: 'mutation', SUBSCRIPTION: 'subscription' } as const;

/** The word that begins the operation; one without is a query. Text in an operation is in a variable, never in it. */
const operationOf = (text: string): PlainDocument['definitions'][0]['operation'] => {
  if (/(?:^|\})\s*mutation\b/.test(text)) return 'mutation';
  return /(?:^|\})\s*subscription\b/.test(text) ? 'subscription' : 'query';
};
