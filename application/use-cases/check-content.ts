import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { CodeCheck, ContentChecks, FormulaCheck } from '../ports/content-checks.ts';
import type { CheckContent, ContentService } from '../ports/content-service.ts';
import type { RateDependencies } from '../rates/refusal-of-rate.ts';
import { refusalOfRate } from '../rates/refusal-of-rate.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface CheckContentDependencies extends RateDependencies {
  readonly contentChecks: ContentChecks;
}

/**
 * Reads code or a formula as its language: what is found is advice or a verdict. A formula that can be read is then held to
 * its sender's pace. Refused: `RateLimited`, `TryAgain`.
 */
export function checkContent(dependencies: CheckContentDependencies): ContentService['checkContent'] {
  const { contentChecks } = dependencies;
  const checked = async (wish: CheckContent): Promise<Result<CodeCheck | FormulaCheck>> => {
    if (wish.kind === 'CODE') return done(await contentChecks.code(wish.text, wish.language));
    const check = await contentChecks.formula(wish.text);
    const refusal = check.ok ? await refusalOfRate(dependencies, { rate: null, pace: wish.pace }) : undefined;
    return refusal === undefined ? done(check) : refused(refusal);
  };
  return (wish) => refusedWhenBusy(() => checked(wish));
}
