import type { GraphQLSchema } from 'graphql';
import { Kind } from 'graphql';

/** Which subscription fields each mutation field feeds, by `@aws_subscribe(mutations: [...])`. */
export type Feeds = ReadonlyMap<string, readonly string[]>;

/** Reads the directives from the schema's own syntax tree: the schema must have been built from SDL. */
export function feedsOf(schema: GraphQLSchema): Feeds {
  const feeds = new Map<string, string[]>();
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    for (const mutation of mutationsNamedBy(field.astNode?.directives ?? [])) {
      feeds.set(mutation, [...(feeds.get(mutation) ?? []), field.name]);
    }
  }
  return feeds;
}

type Directives = NonNullable<NonNullable<ReturnType<GraphQLSchema['getSubscriptionType']>>['astNode']>['directives'];

function mutationsNamedBy(directives: NonNullable<Directives>): string[] {
  return directives
    .filter(({ name }) => name.value === 'aws_subscribe')
    .flatMap((directive) => directive.arguments ?? [])
    .filter(({ name }) => name.value === 'mutations')
    .flatMap(({ value }) => (value.kind === Kind.LIST ? value.values : [value]))
    .flatMap((value) => (value.kind === Kind.STRING ? [value.value] : []));
}
