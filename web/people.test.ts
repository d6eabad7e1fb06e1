import { describe, expect, it } from 'vitest';
import { nameIn } from './people.ts';

describe('The name of a user id that came without one', () => {
  const names = new Map([['9f1c6c1e-0000-4000-8000-00000000beef', 'Dora']]);

  it('is what the client came to know', () => {
    expect(nameIn(names, '9f1c6c1e-0000-4000-8000-00000000beef')).toBe('Dora');
  });

  it('is a short word, told apart by the end of the id, where nobody said it', () => {
    expect(nameIn(names, '9f1c6c1e-0000-4000-8000-0000000000d1')).toBe('Member 00d1');
  });

  it('is that of the demo people, and of an alias the alias', () => {
    expect(nameIn(names, 'ann')).toBe('Ann');
    expect(nameIn(names, '#Quiet Otter')).toBe('Quiet Otter');
  });
});
