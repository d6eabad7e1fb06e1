import type { Context } from '@aws-appsync/utils';
import { answerOfService, askService } from './lib/chat-service.ts';

const doing = 'list the sessions';

export const request = (ctx: Context) => askService(ctx, doing);
export const response = (ctx: Context) => answerOfService(ctx, doing);
