import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { Ctx } from './context.ts';
import { refuse } from './refuse.ts';

/**
 * Refuses a mutation whose selection set would blank its subscribers or deceive them: AppSync hands them only what the
 * mutation selected, under the names the mutation gave it. With `senderId: clientMessageId` a sender would speak as
 * anyone, and with `sessionId: clientMessageId` into any session, because filters read the same names.
 *
 * `selectionSetList` has an alias in the field's place, so only the selection's text can tell them apart. A named fragment
 * is not merged into that text ("Resolver context object reference", `info`, in the AppSync developer guide), and what it
 * renames would stay unseen.
 */
export const requireSelection = (ctx: Pick<Ctx, 'info'>, doing: string, fragment: readonly string[]): void => {
  const { selectionSetList, selectionSetGraphQL } = ctx.info;
  const missing = fragment.filter((path) => !selectionSetList.includes(path));
  if (missing.length > 0) {
    refuse(doing, {
      code: ErrorCode.SelectionIncomplete,
      why: `subscribers would miss ${missing.join(', ')}; select every field`,
      info: { missing },
    });
  }
  if (hasAlias(selectionSetGraphQL) || hasNamedFragment(selectionSetGraphQL)) {
    refuse(doing, {
      code: ErrorCode.SelectionIncomplete,
      why: 'subscribers receive what is selected; select fields by their own names, without aliases or named fragments',
    });
  }
};

/** The only other colons are those of `@skip(if: …)` and `@include(if: …)`: no field of an event takes arguments. */
const hasAlias = (selection: string): boolean => selection.split('(if:').join('').includes(':');

const hasNamedFragment = (selection: string): boolean =>
  selection
    .split('...')
    .slice(1)
    .map((rest) => rest.trim())
    .some((rest) => !rest.startsWith('on ') && !rest.startsWith('@') && !rest.startsWith('{'));
