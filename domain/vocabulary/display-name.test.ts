import { describe, expect, it } from 'vitest';
import { displayNameOf } from './display-name.ts';
import { Limits } from './limits.ts';

describe('A display name from a token', () => {
  it.each(['Ann', 'Zoë 👩‍🏫', 'محمد', '李小龙', 'x'.repeat(Limits.displayNameLength)])('%s is shown as it is', (name) => {
    expect(displayNameOf(name)).toBe(name);
    expect(displayNameOf(`  ${name} `)).toBe(name);
  });

  it.each([
    '',
    '  ',
    'a\u202eb',
    'a\u2066b',
    'a\u0000b',
    'a\nb',
    'a\u0085b',
    'a\ud800',
    'x'.repeat(Limits.displayNameLength + 1),
  ])('20: %j is not shown', (name) => {
    expect(displayNameOf(name)).toBeNull();
  });
});
