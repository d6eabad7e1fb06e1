import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import type { CodeLanguage } from '../../domain/vocabulary/code.ts';
import type { CodeCheck, ContentChecks, FormulaCheck } from '../ports/content-checks.ts';

export type CheckContent =
  | { readonly kind: 'CODE'; readonly text: string; readonly language: CodeLanguage }
  | { readonly kind: 'MATH_FORMULA'; readonly text: string };

/** Reads code or a formula as its language. What is found is advice or a verdict; nothing is refused here. */
export function checkContent({ contentChecks }: { readonly contentChecks: ContentChecks }) {
  return async (wish: CheckContent): Promise<Result<CodeCheck | FormulaCheck>> =>
    done(
      wish.kind === 'CODE'
        ? await contentChecks.code(wish.text, wish.language)
        : await contentChecks.formula(wish.text),
    );
}
