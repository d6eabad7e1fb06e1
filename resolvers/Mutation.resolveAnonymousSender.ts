import type { AuditEntry, MutationResolveAnonymousSenderArgs } from '../generated/schema.ts';
import type { Resolving } from './functions/writeAudit.ts';
import type { Ctx } from './lib/context.ts';
import { beginWithMessage } from './lib/reading.ts';

export const request = (ctx: Ctx<Resolving, unknown, MutationResolveAnonymousSenderArgs>) =>
  beginWithMessage(ctx, 'resolve the sender');
export const response = (ctx: Ctx<Resolving>): AuditEntry | null => ctx.stash.told ?? null;
