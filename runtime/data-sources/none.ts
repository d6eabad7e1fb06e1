import type { DataSource } from '../contract.ts';
import { isJsonObject } from '../json.ts';

/** AppSync's NONE data source: the result is the request's `payload`, or null without one. */
export function createNoneDataSource({ name }: { readonly name: string }): DataSource {
  return {
    name,
    async invoke(request) {
      return { ok: true, result: (isJsonObject(request) ? request['payload'] : undefined) ?? null };
    },
  };
}
