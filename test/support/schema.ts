import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { PRELUDE } from '../../runtime/executor/index.ts';

/** schema.graphql with what AppSync predefines. */
export const theSchema = (): GraphQLSchema =>
  buildSchema(PRELUDE + readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
