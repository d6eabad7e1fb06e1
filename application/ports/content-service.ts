import type { Result } from '../../domain/shared/result.ts';
import type { CodeLanguage } from '../../domain/vocabulary/code.ts';
import type { CodeCheck, FormulaCheck } from './content-checks.ts';
import type { Paced } from './rate-guards.ts';

export type CheckContent =
  | { readonly kind: 'CODE'; readonly text: string; readonly language: CodeLanguage }
  | {
      readonly kind: 'MATH_FORMULA';
      readonly text: string;
      /** Counted where the formula can be read; null where the sender waits for nothing. */
      readonly pace: Paced | null;
    };

/** What the border of the API may ask of content. Answered by the use case of this name. */
export interface ContentService {
  readonly checkContent: (wish: CheckContent) => Promise<Result<CodeCheck | FormulaCheck>>;
}
