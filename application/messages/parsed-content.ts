import type { SentContent } from '../../domain/message/content.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { formulaMalformed, parsedCode } from '../../domain/vocabulary/composing-code.ts';
import type { ContentChecks } from '../ports/content-checks.ts';

/** The content with what its parser says of it, where it has one. Refused: `FormulaMalformed`. */
export async function parsedContent(checks: ContentChecks, content: SentContent): Promise<Result<SentContent>> {
  switch (content.kind) {
    case 'CODE': {
      const check = await checks.code(content.text, content.code.language);
      return done({ ...content, code: parsedCode(content.code, check) });
    }
    case 'MATH_FORMULA': {
      const check = await checks.formula(content.text);
      return check.ok ? done(content) : refused(formulaMalformed(check.why));
    }
    default:
      return done(content);
  }
}
