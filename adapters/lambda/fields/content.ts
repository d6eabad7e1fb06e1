import type { ContentService } from '../../../application/ports/content-service.ts';
import type { Paced } from '../../../application/ports/rate-guards.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { parseClientMessageId, parseSessionId } from '../../../domain/shared/ids.ts';
import { CodeLanguage } from '../../../domain/vocabulary/code.ts';
import { MessageKind } from '../../../domain/vocabulary/messages.ts';
import type { EventReader } from '../event-reader.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

const { CODE, MATH_FORMULA } = MessageKind;

/** No field of the schema: what the pipelines that take code or formulas ask on their way, in `checkContent`. */
export const contentFields = (service: ContentService): ServiceFields => ({
  checkContent: userField({
    doing: 'check the content',
    read: (args, { user }) => {
      const [kind, text] = [args.oneOf('kind', { CODE, MATH_FORMULA }), args.text('text')];
      return kind === CODE
        ? { kind, text, language: args.oneOf('language', CodeLanguage) }
        : { kind, text, pace: args.isGiven('pace') ? paceIn(args.object('pace'), user) : null };
    },
    ask: service.checkContent,
    show: (check) => check,
  }),
});

const paceIn = (pace: EventReader, user: UserId): Paced => ({
  sessionId: pace.parsed('sessionId', parseSessionId, 'a session id'),
  user,
  clientMessageId: pace.parsed('clientMessageId', parseClientMessageId, 'a client message id'),
  seconds: pace.integer('seconds', 0),
});
