import { prepareChange } from './lib/changing.ts';
import type { Ctx } from './lib/context.ts';
import { answerEntry, type Pointed } from './lib/entry.ts';

export const request = (ctx: Ctx<Pointed>) => prepareChange(ctx, 'close the poll');
export const response = (ctx: Ctx<Pointed>) => answerEntry(ctx);
