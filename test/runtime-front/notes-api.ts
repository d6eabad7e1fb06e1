/** A small API about notes, with an executor that knows no resolvers. */
import {
  buildSchema,
  execute,
  getArgumentValues,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Executor, Json, JsonObject, MutationEvent, SubscriptionPlan } from '../../runtime/contract.ts';
import { isJsonObject, parseJson } from '../../runtime/json.ts';
import type { Project } from '../../runtime/realtime/fan-out.ts';

export const schema = buildSchema(`
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  type Note { sessionId: ID, author: String, text: String, rank: Int }
  type Query { hello: String }
  type Mutation {
    note(sessionId: ID, author: String, text: String, rank: Int): Note
    other(sessionId: ID): Note
  }
  type Subscription {
    onNote(sessionId: ID, author: String): Note @aws_subscribe(mutations: ["note"])
    onAny: Note @aws_subscribe(mutations: ["note", "other"])
  }
`);

export const ON_NOTE = 'subscription On($s: ID) { onNote(sessionId: $s) { sessionId text } }';

/** What a mutation `note` tells of a note. */
export const noteOf = (value: Json): readonly MutationEvent[] => [{ field: 'note', value }];
export const note = (sessionId: string, text = 'hi'): readonly MutationEvent[] =>
  noteOf({ sessionId, text, author: 'bob', rank: 1 });

/** The filter for one value of a field. */
export const eq = (fieldName: string, value: Json): Json => ({
  filterGroup: [{ filters: [{ fieldName, operator: 'eq', value }] }],
});

/** Decides on a subscription, as its resolver would. */
export type SubscribeRule = (
  field: string,
  args: JsonObject,
) =>
  | { readonly filter?: Json; readonly invalidationFilter?: Json; readonly refuse?: string }
  | Promise<{ readonly filter?: Json; readonly invalidationFilter?: Json; readonly refuse?: string }>;

/** An executor whose mutations answer their own arguments. */
export function echoExecutor(rule: SubscribeRule = () => ({})): Executor {
  const documents = new Map<string, DocumentNode>();
  function documentOf(query: string): DocumentNode {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return document;
  }
  return {
    schema,
    async execute({ query, variables = {}, operationName }) {
      let document: DocumentNode;
      try {
        document = documentOf(query);
      } catch {
        return refusedOperation('Invalid Syntax');
      }
      if (validate(schema, document).length > 0) return refusedOperation('Validation error');
      const echo = (args: JsonObject): JsonObject => args;
      const result = await execute({
        schema,
        document,
        rootValue: { hello: 'world', note: echo, other: echo },
        variableValues: { ...variables },
        operationName: operationName ?? null,
      });
      const data = parseJson(JSON.stringify(result.data ?? null)) ?? null;
      const isMutation = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
      const events: MutationEvent[] =
        isMutation && isJsonObject(data)
          ? Object.entries(data).map(([field, value]) => ({ field, value: value ?? null }))
          : [];
      return { answer: { data }, events, invalidations: [] };
    },
    async subscribe({ query, variables = {}, operationName }) {
      let document: DocumentNode;
      try {
        document = documentOf(query);
      } catch {
        return { errors: [{ errorType: 'SyntaxError', message: 'Invalid Syntax' }] };
      }
      const selection = getOperationAST(document, operationName)?.selectionSet.selections[0];
      const field = selection?.kind === Kind.FIELD ? selection : undefined;
      const definition = field && schema.getSubscriptionType()?.getFields()[field.name.value];
      if (field === undefined || definition === undefined) {
        return { errors: [{ errorType: 'ValidationError', message: 'FieldUndefined' }] };
      }
      const args = parseJson(JSON.stringify(getArgumentValues(definition, field, { ...variables })));
      const decided = await rule(definition.name, isJsonObject(args) ? args : {});
      if (decided.refuse !== undefined) return { errors: [{ errorType: 'NotAMember', message: decided.refuse }] };
      const { filter, invalidationFilter } = decided;
      return {
        plan: {
          field: definition.name,
          args: isJsonObject(args) ? args : {},
          document,
          variables,
          ...(operationName === undefined ? {} : { operationName }),
          ...(filter === undefined ? {} : { filter }),
          ...(invalidationFilter === undefined ? {} : { invalidationFilter }),
        },
      };
    },
  };
}

function refusedOperation(message: string): Awaited<ReturnType<Executor['execute']>> {
  return { answer: { data: null, errors: [{ errorType: 'ValidationError', message }] }, events: [], invalidations: [] };
}

/** Selects with graphql-js itself. */
export const project: Project = (plan: SubscriptionPlan, event: MutationEvent) => {
  const result = execute({
    schema,
    document: plan.document,
    rootValue: { [plan.field]: event.value },
    variableValues: { ...plan.variables },
    operationName: plan.operationName ?? null,
  });
  if (result instanceof Promise) throw new Error('unable to project; a field was asynchronous');
  return { data: parseJson(JSON.stringify('data' in result ? result.data : null)) ?? null };
};
