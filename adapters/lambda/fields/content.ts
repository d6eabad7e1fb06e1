import type { ContentService } from '../../../application/ports/content-service.ts';
import { CodeLanguage } from '../../../domain/vocabulary/code.ts';
import { MessageKind } from '../../../domain/vocabulary/messages.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

const { CODE, MATH_FORMULA } = MessageKind;

/** No field of the schema: what the pipelines that take code or formulas ask on their way, in `checkContent`. */
export const contentFields = (service: ContentService): ServiceFields => ({
  checkContent: userField({
    doing: 'check the content',
    read: (args) => {
      const [kind, text] = [args.oneOf('kind', { CODE, MATH_FORMULA }), args.text('text')];
      return kind === CODE ? { kind, text, language: args.oneOf('language', CodeLanguage) } : { kind, text };
    },
    ask: service.checkContent,
    show: (check) => check,
  }),
});
