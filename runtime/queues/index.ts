export { localJobQueue } from './job-queue.ts';
export { LocalQueue, type LocalQueueSettings, type ReceivedMessage, type WaitingMessage } from './local-queue.ts';
export { startQueueSource, type BatchAnswer, type QueueSource, type SqsEvent } from './queue-source.ts';
