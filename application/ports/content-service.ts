import type { Result } from '../../domain/shared/result.ts';
import type { CodeLanguage } from '../../domain/vocabulary/code.ts';
import type { CodeCheck, FormulaCheck } from './content-checks.ts';

export type CheckContent =
  | { readonly kind: 'CODE'; readonly text: string; readonly language: CodeLanguage }
  | { readonly kind: 'MATH_FORMULA'; readonly text: string };

/** What the border of the API may ask of content. Answered by the use case of this name. */
export interface ContentService {
  readonly checkContent: (wish: CheckContent) => Promise<Result<CodeCheck | FormulaCheck>>;
}
