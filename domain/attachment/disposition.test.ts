import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/builders/texts.ts';
import fc from 'fast-check';
import { isWellFormed } from '../vocabulary/well-formed.ts';
import { dispositionOf } from './disposition.ts';

describe('what a file is saved as', () => {
  it.each([
    ['notes.pdf', `attachment; filename="notes.pdf"; filename*=UTF-8''notes.pdf`],
    ['a b.pdf', `attachment; filename="a b.pdf"; filename*=UTF-8''a%20b.pdf`],
    ['Grüße.png', `attachment; filename="Gr__e.png"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.png`],
    ['a"; x=\\.png', `attachment; filename="a__ x=_.png"; filename*=UTF-8''a%22%3B%20x%3D%5C.png`],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['../../x', `attachment; filename=".._.._x"; filename*=UTF-8''..%2F..%2Fx`],
    ['a\r\nSet-Cookie: b', `attachment; filename="a__Set-Cookie: b"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b`],
    ['100%41', `attachment; filename="100_41"; filename*=UTF-8''100%2541`],
  ])('is %j as %s', (name, value) => {
    expect(dispositionOf(name)).toBe(value);
  });

  it('is one header of ASCII that gives the name back, whatever it is', () => {
    fc.assert(
      fc.property(anyText(40), (name) => {
        fc.pre(isWellFormed(name));
        const value = dispositionOf(name);
        expect(value).toMatch(/^attachment; filename="[ !#$&-.0-:<-[\]-~]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/);
        expect(decodeURIComponent(value.split("UTF-8''")[1] ?? '')).toBe(name);
      }),
    );
  });
});
