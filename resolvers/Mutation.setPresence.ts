import { presenceFragment } from '../domain/vocabulary/event-fragments.ts';
import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';
import { requireSelection } from './lib/selection.ts';

const doing = 'set the presence';

export const request = (ctx: Ctx) => {
  requireSelection(ctx, doing, presenceFragment);
  return askService(ctx, doing);
};
export const response = (ctx: Ctx<object, ServiceAnswer | null>) => answerOfService(ctx, doing);
