import type { SQSClient } from '@aws-sdk/client-sqs';
import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';

/** Lets a received message be seen again so much later. Throws what the SDK throws: then its time-out does the same. */
export const deferOn =
  (client: SQSClient, url: string) =>
  async (receiptHandle: string, seconds: number): Promise<void> => {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
    );
  };

/** Sends a body as it is, with why it is there. Throws what the SDK throws. */
export const sendTo =
  (client: SQSClient, url: string) =>
  async (body: string, why: string): Promise<void> => {
    const MessageAttributes = { why: { DataType: 'String', StringValue: why } };
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, MessageAttributes }));
  };
