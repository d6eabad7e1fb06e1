import { buildSchema } from 'graphql';
import { PRELUDE } from '../executor/index.ts';
import type { Resolver } from '../executor/resolver.ts';
import { wire, type WiringSettings } from '../executor/wiring.ts';

/**
 * The resolvers of these rows by `Type.field`, ready to be run without a GraphQL engine around them.
 *
 * @param schemaSdl the schema file, without what AppSync predefines.
 * @throws {Error} naming everything that a row mentions and that does not exist.
 */
export const wireRows = (schemaSdl: string, settings: WiringSettings): ReadonlyMap<string, Resolver> =>
  wire(buildSchema(`${PRELUDE}\n${schemaSdl}`), settings);
