import type { MutationEditMessageArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import type { Editing } from './lib/editing.ts';
import { prepareChange } from './lib/prepare-change.ts';

export const request = (ctx: Ctx<Editing, unknown, MutationEditMessageArgs>) => prepareChange(ctx, 'edit the message');
export const response = (ctx: Ctx<Editing>) => ctx.stash.shown ?? null;
