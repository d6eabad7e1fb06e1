import {
  ConditionalCheckFailedException,
  ResourceNotFoundException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { StoreBroken, StoreBusy } from '../../application/ports/store-errors.ts';
import { asking, cancellationOf, refusedByCondition } from './errors.ts';

const named = (name: string, $fault: 'client' | 'server' = 'client') =>
  new DynamoDBServiceException({ name, $fault, message: 'text of a user', $metadata: {} });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code, Item: { seq: { N: '7' }, at: { S: 'then' } } })),
  });
const transport = (code: string) => Object.assign(new Error('socket'), { code });

const thrownFor = (cause: Error) => asking('do it', () => Promise.reject(cause)).catch((error: unknown) => error);

describe('an error of the database', () => {
  it.each([
    named('ThrottlingException'),
    named('ProvisionedThroughputExceededException'),
    named('TransactionConflictException'),
    named('SomethingNew', 'server'),
    cancelled('None', 'TransactionConflict'),
    cancelled('ThrottlingError'),
    transport('ECONNRESET'),
    Object.assign(new Error('slow'), { name: 'TimeoutError' }),
  ])('that passes leaves as StoreBusy: $name', async (cause) => {
    expect(await thrownFor(cause)).toMatchObject({ name: 'StoreBusy', cause });
  });

  it.each([
    new ResourceNotFoundException({ message: 'no table', $metadata: {} }),
    named('ValidationException'),
    cancelled('ValidationError'),
    new TypeError('a bug'),
  ])('that does not leaves as StoreBroken: $name', async (cause) => {
    expect(await thrownFor(cause)).toMatchObject({ name: 'StoreBroken', cause });
  });

  it('never brings its own message along, which may repeat what a user wrote', async () => {
    const error = await thrownFor(named('ValidationException'));
    expect(String(error)).toBe('StoreBroken: unable to do it; the database answered ValidationException');
  });

  it('stays what it is when it is one of the ports already', async () => {
    const [busy, broken] = [new StoreBusy('x', { cause: 1 }), new StoreBroken('x', 'y')];
    expect(await thrownFor(busy)).toBe(busy);
    expect(await thrownFor(broken)).toBe(broken);
  });

  it('brings the item that made a condition fail', () => {
    const refused = new ConditionalCheckFailedException({
      message: '',
      $metadata: {},
      Item: { lastReadSeq: { N: '3' } },
    });
    expect(refusedByCondition(refused)).toEqual({ item: { lastReadSeq: 3 } });
    expect(refusedByCondition(named('ValidationException'))).toBeUndefined();
    expect(cancellationOf(cancelled('None'))).toEqual([{ code: 'None', item: { seq: 7, at: 'then' } }]);
    expect(cancellationOf(refused)).toBeUndefined();
  });
});
