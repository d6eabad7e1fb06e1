import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ErrorCode, retryableCodes } from '../../domain/vocabulary/error-codes.ts';
import { errorMeanings } from '../../domain/vocabulary/error-meanings.ts';
import { theSchema } from '../support/schema.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('The registry of error codes', () => {
  it('stands in docs/errors.md with the same meanings, and nothing else does', () => {
    const rows = [...read('docs/errors.md').matchAll(/^\| `(\w+)` +\| (.+?) +\| (yes|no) +\|$/gm)];
    const documented = Object.fromEntries(
      rows.map(([, code, meaning, retryable]) => [code, { meaning, retryable: retryable === 'yes' }]),
    );
    const registered = Object.values(ErrorCode).map((code) => [
      code,
      { meaning: errorMeanings[code], retryable: retryableCodes.includes(code) },
    ]);
    expect(documented).toEqual(Object.fromEntries(registered));
  });

  it('is what the schema names after "Refused:", and each code is named there', () => {
    const schema = theSchema();
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}),
    );
    const named = fields.flatMap((field) => {
      const list = /Refused: ([^.]+)\./.exec(field.description ?? '')?.[1];
      expect(list, `${field.name} says what it refuses`).toBeDefined();
      return [...(list ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1]);
    });
    expect(new Set(named)).toEqual(new Set(Object.values(ErrorCode)));
  });
});
