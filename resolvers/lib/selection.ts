import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { Ctx } from './context.ts';
import { refuse } from './refuse.ts';

/**
 * Refuses a mutation whose selection set would blank its subscribers: AppSync hands them only what the mutation selected,
 * under the names the mutation gave it.
 */
export const requireSelection = (ctx: Pick<Ctx, 'info'>, doing: string, fragment: readonly string[]): void => {
  const selected = ctx.info.selectionSetList;
  const missing = fragment.filter((path) => !selected.includes(path));
  if (missing.length > 0) {
    refuse(doing, {
      code: ErrorCode.SelectionIncomplete,
      why: `subscribers would miss ${missing.join(', ')}; select every field`,
      info: { missing },
    });
  }
};
