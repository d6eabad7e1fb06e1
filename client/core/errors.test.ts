import { describe, expect, it } from 'vitest';
import { ErrorCode, retryableCodes } from '../../domain/vocabulary/error-codes.ts';
import { ChatError, chatErrorFrom, networkLost } from './errors.ts';

describe('An error of the API', () => {
  it.each(Object.values(ErrorCode))('%s is retryable exactly where the registry says so', (code) => {
    const retryable = retryableCodes.includes(code);
    const error = chatErrorFrom({ data: null, errors: [{ errorType: code, message: 'unable to go on; no' }] });
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ code, retryable, message: 'unable to go on; no' });
  });

  it('carries what a program needs', () => {
    const limited = {
      errorType: 'RateLimited',
      message: 'unable to send; slow down',
      errorInfo: { retryAfterMs: 1200 },
    };
    expect(chatErrorFrom({ errors: [limited] })).toMatchObject({ retryAfterMs: 1200 });
    const long = { errorType: 'TextTooLong', message: 'unable to send; too long', errorInfo: { limit: 5000 } };
    expect(chatErrorFrom({ errors: [long] })).toMatchObject({ limit: 5000 });
  });

  it('is read out of the sentence that Amplify makes of a refused subscription', () => {
    const refused = { errors: [{ errorType: 'SessionNotFound', message: 'unable to subscribe; no such session' }] };
    const message = `Connection failed: ${JSON.stringify(refused)}`;
    expect(chatErrorFrom({ errors: [{ message }] })).toMatchObject({ code: 'SessionNotFound', retryable: false });
    expect(chatErrorFrom({ errors: [{ message: 'Connection failed: UnauthorizedException' }] }).code).toBe(
      'Unauthenticated',
    );
    expect(chatErrorFrom({ errors: [{ message: 'Connection failed: Connection handshake error' }] })).toMatchObject({
      code: 'NetworkLost',
      retryable: true,
    });
  });

  it.each([
    [{ name: 'NetworkError', message: 'A network error has occurred.' }, 'NetworkLost', true],
    [new TypeError('terminated'), 'NetworkLost', true],
    [new SyntaxError('Unexpected token <'), 'NetworkLost', true],
    [{ name: 'UnauthorizedException', message: 'Token has expired.' }, 'Unauthenticated', false],
    [{ name: 'UnknownError', message: 'x', $metadata: { httpStatusCode: 401 } }, 'Unauthenticated', false],
    [{ name: 'UnknownError', message: 'x', $metadata: { httpStatusCode: 503 } }, 'Unexpected', true],
    [{ name: 'UnknownError', message: 'x', $metadata: { httpStatusCode: 429 } }, 'Unexpected', true],
    [{ name: 'UnknownError', message: 'x', $metadata: { httpStatusCode: 400 } }, 'Unexpected', false],
    [{ name: 'NoSignedUser', message: 'x', underlyingError: networkLost() }, 'NetworkLost', true],
  ])('tells failures of the way from failures of the request: %o', (originalError, code, retryable) => {
    expect(chatErrorFrom({ errors: [{ message: 'x', originalError }] })).toMatchObject({ code, retryable });
  });

  it.each([undefined, null, 'text', 7, {}, { errors: [] }, { errors: [null] }, new Error('bug')])(
    'makes something of %o',
    (cause) => {
      expect(chatErrorFrom(cause)).toMatchObject({ code: 'Unexpected', retryable: false });
    },
  );

  it('does not take a name of every object for a code', () => {
    expect(chatErrorFrom({ errors: [{ errorType: 'constructor', message: 'x' }] }).code).toBe('Unexpected');
  });
});
