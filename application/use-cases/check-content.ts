import { done } from '../../domain/shared/result.ts';
import type { ContentChecks } from '../ports/content-checks.ts';
import type { ContentService } from '../ports/content-service.ts';

/** Reads code or a formula as its language. What is found is advice or a verdict; nothing is refused here. */
export function checkContent({
  contentChecks,
}: {
  readonly contentChecks: ContentChecks;
}): ContentService['checkContent'] {
  return async (wish) =>
    done(
      wish.kind === 'CODE'
        ? await contentChecks.code(wish.text, wish.language)
        : await contentChecks.formula(wish.text),
    );
}
