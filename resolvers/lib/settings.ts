import { util } from '@aws-appsync/utils';
import { tableSettings, type TableName } from '../../adapters/dynamodb/layout/tables.ts';
import type { Ctx } from './context.ts';

type WithEnv = Pick<Ctx, 'env'>;

/** A setting of the stage, from AppSync's environment variables. A missing one is a fault of the deployment. */
export const setting = (ctx: WithEnv, name: string): string =>
  ctx.env[name] ?? util.error(`unable to serve; the setting ${name} is missing`, 'InternalFailure');

/** The physical name of a table of the layout. */
export const tableName = (ctx: WithEnv, table: TableName): string => setting(ctx, tableSettings[table]);
