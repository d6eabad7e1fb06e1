import { object } from './arguments.ts';
import type { Utility } from './utility.ts';

/** `@aws-appsync/utils/ai`: requests to Amazon Bedrock (developer guide, "Amazon Bedrock runtime functions"). */
export const aiModule: Readonly<Record<string, Utility>> = {
  invokeModel: (args) => ({ operation: 'InvokeModel', ...object(args, 0, 'ai.invokeModel') }),
  converse: (args) => ({ operation: 'Converse', ...object(args, 0, 'ai.converse') }),
};
