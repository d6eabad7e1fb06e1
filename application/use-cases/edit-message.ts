import { decideEdit } from '../../domain/message/deciding.ts';
import type { MessageEffect } from '../../domain/message/change.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import type { ContentWish } from '../../domain/vocabulary/composing.ts';
import type { ChangeMessageDependencies, MessageWish, ToldChange } from '../messages/change-message.ts';
import { changeMessage } from '../messages/change-message.ts';
import { parsedContent } from '../messages/parsed-content.ts';
import type { ContentChecks } from '../ports/content-checks.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface EditMessageDependencies extends ChangeMessageDependencies {
  readonly contentChecks: ContentChecks;
}

export interface EditMessage extends MessageWish {
  readonly content: ContentWish;
}

/**
 * Replaces the text, code, formula or caption of an own message; `null` where it is the same. Refused: `MessageNotFound`,
 * `NotAllowed`, `Muted`, `SessionReadOnly`, `EditWindowOver`, `TextBlank`, `TextTooLong`, `TextMalformed`,
 * `FormulaMalformed`, `BadInput`, `TryAgain`.
 */
export function editMessage({ contentChecks, ...dependencies }: EditMessageDependencies) {
  const check = async (effect: MessageEffect): Promise<Result<MessageEffect>> => {
    if (effect.change !== 'EDITED') return done(effect);
    const parsed = await parsedContent(contentChecks, effect.content);
    return parsed.ok ? done({ ...effect, content: parsed.value }) : parsed;
  };
  return ({ content, ...wish }: EditMessage): Promise<Result<ToldChange | null>> =>
    refusedWhenBusy(() =>
      changeMessage(dependencies, { ...wish, decide: (facts) => decideEdit(facts, content), check }),
    );
}
