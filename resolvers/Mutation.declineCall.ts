import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';

const doing = 'decline the call';

export const request = (ctx: Ctx) => askService(ctx, doing);
export const response = (ctx: Ctx<object, ServiceAnswer | null>) => answerOfService(ctx, doing);
