import { answerOfService, askServiceAsOperator, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';

/** What is told is what the user's devices and calls said last, which the service reads. */
export const request = (ctx: Ctx) => askServiceAsOperator(ctx);
export const response = (ctx: Ctx<object, ServiceAnswer | null>) => answerOfService(ctx, 'publish the presence');
