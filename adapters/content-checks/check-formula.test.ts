import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { anyText } from '../../test/builders/texts.ts';
import { checkFormula } from './check-formula.ts';
import { whyOf } from './formula-words.ts';

const nested = (open: string, close: string, times: number) => `${open.repeat(times)}x${close.repeat(times)}`;

describe('A check of a formula', () => {
  it.each([
    'x',
    String.raw`x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}`,
    String.raw`\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi} % Gauß`,
    String.raw`\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1} \tag{1}`,
    String.raw`\begin{aligned} \nabla \cdot \vec{E} &= \frac{\rho}{\varepsilon_0} \\ a &\ne b \end{aligned}`,
    String.raw`f(x) = \begin{cases} 1 & \text{für } x > 0 \\ 0 & \text{иначе 名} \end{cases}`,
    String.raw`\textcolor{red}{\displaystyle\sum_{k=1}^{n}} \rule{99em}{99em} \operatorname{sgn} \bra{\psi}`,
    nested(String.raw`\frac{1}{1 + `, '}', 60),
  ])('takes %s', (tex) => {
    expect(checkFormula(tex)).toEqual({ ok: true });
  });

  it.each([
    [String.raw`\frac{1}{`, 'something is opened and never closed, or left without its argument', 9],
    [String.raw`a + \left( b`, 'something is opened and never closed, or left without its argument', 12],
    [String.raw`\begin{matrix} a`, 'something is opened and never closed, or left without its argument', 16],
    ['a }', 'something is closed that was not opened', 2],
    [String.raw`\begin{matrix} a \end{cases}`, 'something is closed that was not opened', 17],
    [String.raw`a \right)`, 'something is closed that was not opened', 2],
    [String.raw`ü + \unknown{x}`, 'it has a command that does not exist', 4],
    [String.raw`\html@mathml{a}{b}`, 'it has a command that does not exist', 0],
    [String.raw`\begin{table} \end{table}`, 'it has an environment that does not exist', 6],
    ['x^2^3', 'something has two superscripts or two subscripts', 3],
    ['x_1_2', 'something has two superscripts or two subscripts', 3],
    [String.raw`\text{\frac12}`, 'a command stands where it cannot', 6],
    [String.raw`a \hline`, 'a command stands where it cannot', null],
    [String.raw`\rule{1em}{2foo}`, 'a command lacks its argument, or has one that it cannot use', 10],
    [String.raw`\left x \right)`, 'a command lacks its argument, or has one that it cannot use', 6],
    ['a & b', 'something is closed that was not opened', 2],
    ['a \u0000', 'it has a character that formulas cannot hold', 2],
    ['a \ud800', 'it has a character that formulas cannot hold', 2],
  ])('refuses %j and says where', (tex, why, at) => {
    expect(checkFormula(tex)).toEqual({ ok: false, why, at });
  });

  it.each([
    [String.raw`\def\a{xx}\def\b{\a\a}\b`, 'a formula defines no commands', 0],
    [String.raw`x \newcommand{\R}{\mathbb{R}} \R`, 'a formula defines no commands', 2],
    [String.raw`\\\let\a=b`, 'a formula defines no commands', 2],
    [`%\\\n\\gdef\\a{x}`, 'a formula defines no commands', 3],
    [String.raw`\href{javascript:alert(1)}{x}`, 'a formula holds no links, images or HTML', 0],
    [String.raw`{\includegraphics{https://example.com/x.png}}`, 'a formula holds no links, images or HTML', 1],
    [String.raw`\htmlStyle{position:fixed}{x}`, 'a formula holds no links, images or HTML', 0],
    [String.raw`\message{secret}`, 'a formula prints nothing', 0],
    [String.raw`\verb\a\\def\b{x}`, 'a formula holds nothing verbatim', 0],
    ['{\\char`}', 'a formula holds nothing verbatim', 1],
  ])('19, 21: refuses %j, which would do more than show', (tex, why, at) => {
    expect(checkFormula(tex)).toEqual({ ok: false, why, at });
  });

  it('leaves in peace what only looks like a command that is refused', () => {
    expect(checkFormula(String.raw`a \\def % \def`)).toEqual({ ok: true });
  });

  it.each([
    ['braces', '{', '}'],
    ['roots', String.raw`\sqrt{`, '}'],
    ['boxes', String.raw`\boxed{`, '}'],
    ['brackets', String.raw`\left(`, String.raw`\right)`],
    ['matrices', String.raw`\begin{matrix}`, String.raw`\end{matrix}`],
    ['exponents', 'x^{', '}'],
    ['colours', String.raw`\color{red}x`, ''],
    ['sizes', '\\tiny ', ''],
    ['braces between cells', '{&', '}'],
    ['braces behind comments', '{%}\n', '}'],
    ['braces behind escaped ones', String.raw`{\}`, '}'],
  ])('21: refuses %s nested deeper than anybody means', (_, open, close) => {
    const answer = checkFormula(nested(open, close, 101));
    expect(answer).toMatchObject({ ok: false, why: 'it is nested too deeply' });
  });

  it.each([
    ['in braces', nested(String.raw`\boxed{`, '}', 100)],
    ['one after the other', String.raw`{\tiny x}\left(\sqrt{x}\right)\begin{matrix}x\end{matrix}`.repeat(80)],
    ['in cells', String.raw`\begin{matrix}${String.raw`\displaystyle x & `.repeat(150)}\end{matrix}`],
  ])('takes a hundred groups %s', (_, tex) => {
    expect(checkFormula(tex)).toEqual({ ok: true });
  });

  it('21: stops commands that come to more and more', () => {
    const answer = checkFormula(String.raw`\pmod x`.repeat(600));
    expect(answer).toEqual({ ok: false, why: 'its commands come to too much', at: null });
  });

  it('refuses what is longer than a message may be, without a look at it', () => {
    const why = `it is longer than ${Limits.textLength} characters`;
    expect(checkFormula('x'.repeat(Limits.textLength))).toEqual({ ok: true });
    expect(checkFormula('x'.repeat(Limits.textLength + 1))).toEqual({ ok: false, why, at: null });
    expect(checkFormula('{'.repeat(1_000_000))).toEqual({ ok: false, why, at: null });
  });

  it('gives no place for what went wrong inside a command that TeX brings', () => {
    const answer = checkFormula(String.raw`x + \text{\coloneqq}`);
    expect(answer).toEqual({ ok: false, why: 'a command stands where it cannot', at: null });
  });

  it('says of what it does not understand no more than that', () => {
    expect(whyOf('secret')).toBe('it cannot be read as TeX');
  });
});

describe('Any formula', () => {
  const spoken: unknown[] = [];
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  beforeEach(() => {
    for (const method of methods) vi.spyOn(console, method).mockImplementation((...said) => void spoken.push(said));
  });
  afterEach(() => void vi.restoreAllMocks());

  const bits = [
    ...Array.from('{}[]()^_&%#$~|!<>=+-*/\'"@.,:; \n1xé名😀\\'),
    ...['frac', 'sqrt', 'left', 'right', 'middle', 'begin{matrix}', 'end{matrix}', 'begin{array}{c|l}', 'end{array}'],
    ...[
      'begin{CD}',
      'end{CD}',
      'text',
      'color{red}',
      'over',
      'tag',
      'hline',
      'mathchoice',
      'operatorname',
      'not',
      'big',
    ],
    ...[
      'overbrace',
      'xrightarrow',
      'dots',
      'pmod',
      'char',
      'rule{1em}{2em}',
      'kern',
      'substack',
      'message',
      'url',
      'def',
    ],
    ...['limits', 'displaystyle', 'Huge', 'boxed', 'bra', 'Set', 'limsup', 'coloneqq', 'ne', 'verb', 'html@mathml'],
  ].map((bit) => (bit.length > 1 && /^[a-zA-Z]/.test(bit) ? `\\${bit} ` : bit));
  const soup = fc.array(fc.constantFrom(...bits), { maxLength: 40 }).map((parts) => parts.join(''));

  it('is answered, with a place inside it if any, in words that hold nothing of it, and without a word to the log', () => {
    const sentences = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(soup, anyText(60)), (tex) => {
        const answer = checkFormula(tex);
        if (answer.ok) return;
        sentences.add(answer.why);
        expect(answer.at ?? 0).toBeGreaterThanOrEqual(0);
        expect(answer.at ?? 0).toBeLessThanOrEqual(tex.length);
      }),
      { numRuns: 3_000 },
    );
    expect(spoken).toEqual([]);
    expect(sentences.size).toBeLessThan(16);
  });
});
