import type { Utility } from './utility.ts';
import { NotInLocalRuntime } from './utility.ts';

/** Functions that AWS has and this runtime has not: calling one fails by name. `prefix` is how messages begin. */
export function notSupported(prefix: string, names: readonly string[]): Readonly<Record<string, Utility>> {
  return Object.fromEntries(
    names.map((name): [string, Utility] => {
      const fail: Utility = () => {
        throw new NotInLocalRuntime(`${prefix}.${name}`);
      };
      return [name, fail];
    }),
  );
}

/** The relational module: Parley has no such data source. */
export const rdsModule = {
  ...notSupported('rds', [
    ...['select', 'insert', 'update', 'remove', 'createPgStatement', 'createMySQLStatement', 'sql', 'toJsonObject'],
  ]),
  typeHint: notSupported('rds.typeHint', ['DECIMAL', 'JSON', 'TIMESTAMP', 'TIME', 'UUID', 'DATE']),
  agg: notSupported('rds.agg', [
    ...['max', 'maxDistinct', 'min', 'minDistinct', 'count', 'countDistinct'],
    ...['avg', 'avgDistinct', 'sum', 'sumDistinct'],
  ]),
};
