import { createHash } from 'node:crypto';
import type { AwsEndpoint, AwsReply, AwsRequest } from './aws-endpoint.ts';
import { startAwsEndpoint } from './aws-endpoint.ts';

export interface TakenMessage {
  readonly body: string;
  readonly delaySeconds: number;
}

/** A server that takes messages as SQS does, over its JSON protocol. */
export interface FakeSqs {
  readonly url: string;
  readonly requests: AwsEndpoint['requests'];
  readonly unsigned: AwsEndpoint['unsigned'];
  readonly taken: readonly TakenMessage[];
  /** `every other` refuses every other message of each request the first time it sees it. */
  answer(how: 'well' | 'busy' | 'every other' | 'cut'): void;
  stop(): Promise<void>;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export async function startSqs(): Promise<FakeSqs> {
  const taken: TakenMessage[] = [];
  const refused = new Set<string>();
  let how: Parameters<FakeSqs['answer']>[0] = 'well';

  const batch = ({ body }: AwsRequest): AwsReply => {
    const { Entries } = parsed(body);
    const entries = Array.isArray(Entries) ? Entries.map((entry: unknown) => fieldsOf(entry)) : [];
    if (entries.length > 10) return failure('AWS.SimpleQueueService.TooManyEntriesInBatchRequest');
    const [Successful, Failed]: object[][] = [[], []];
    entries.forEach((entry, i) => {
      const [Id, message] = [entry['Id'], String(entry['MessageBody'])];
      if (how === 'every other' && i % 2 === 1 && !refused.has(message)) {
        refused.add(message);
        Failed?.push({ Id, SenderFault: false, Code: 'InternalError' });
        return;
      }
      taken.push({ body: message, delaySeconds: Number(entry['DelaySeconds'] ?? 0) });
      Successful?.push({ Id, MessageId: `${taken.length}`, MD5OfMessageBody: md5(message) });
    });
    return { status: 200, body: JSON.stringify({ Successful, Failed }) };
  };
  const endpoint = await startAwsEndpoint({ service: 'sqs', region: 'us-east-1' }, (request) => {
    if (how === 'cut') return 'cut';
    if (how === 'busy') return failure('RequestThrottled');
    switch (request.headers['x-amz-target']) {
      case 'AmazonSQS.SendMessageBatch':
        return batch(request);
      case 'AmazonSQS.SendMessage': {
        const body = String(parsed(request.body)['MessageBody']);
        taken.push({ body, delaySeconds: 0 });
        const { MessageAttributes } = parsed(request.body);
        const why = fieldsOf(fieldsOf(MessageAttributes)['why'])['StringValue'];
        return { status: 200, body: JSON.stringify({ MessageId: '1', MD5OfMessageBody: md5(body), why }) };
      }
      default:
        return { status: 200, body: '{}' };
    }
  });
  return {
    url: endpoint.url,
    requests: endpoint.requests,
    unsigned: endpoint.unsigned,
    taken,
    answer: (as) => (how = as),
    stop: () => endpoint.stop(),
  };
}

const failure = (code: string): AwsReply => ({
  status: 503,
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: 'no' }),
});

const parsed = (body: string): Readonly<Record<string, unknown>> => fieldsOf(JSON.parse(body));

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
