import { answerOfService, askServiceAsOperator, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';

/** What is told of the call is what is stored of it, which the service reads (docs/adr/0031). */
export const request = (ctx: Ctx) => askServiceAsOperator(ctx);
export const response = (ctx: Ctx<object, ServiceAnswer | null>) => answerOfService(ctx, 'publish the call');
