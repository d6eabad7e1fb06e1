import { describe, expect, it } from 'vitest';
import { createContentChecks } from '../../adapters/content-checks/content-checks.ts';
import { CodeLanguage } from '../../domain/vocabulary/code.ts';
import { CodeSyntax } from '../../domain/vocabulary/messages.ts';

const size = 100_000;
const full = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size);

/** What keeps the parser of each language busiest, and what keeps all of them busy. */
const everywhere = [
  '(',
  '[',
  '{',
  '<',
  'a ',
  '"',
  '`${',
  '/*',
  '\n',
  ': ',
  ')]}>',
  '({[<"\'`',
  '\u0000',
  '\ud800',
  '😀',
];
const hostile: Readonly<Record<CodeLanguage, readonly string[]>> = {
  JAVASCRIPT: ['(a,', 'f(`${', 'class A{', 'a=>', '<a ', 'a?b:', '/a/', 'async('],
  TYPESCRIPT: ['(a,', 'a<b<', '<T>(', 'enum{', 'A extends B?', '[a:', 'x as '],
  PYTHON: ['f"{', 'lambda: ', ' x:\n', '"""', 'if a:\n\t', 'match x:\n case ', '\\\n'],
  JAVA: ['(int)', 'a<b<', 'instanceof A<', 'class A{', '"""', '@a('],
  CPP: ['template<', 'a<b<', 'R"(', '#if x\n', '(a)(b)*', 'A::', 'SELECT ('],
  C: ['*', '#if x\n', '(a)(b)*', 'int(', ',', 'struct{'],
  HTML: ['<div>', '</a>', '<a ', '<script>if(</script><style>a{</style>', '<style', '<!--', '&x', '<p>'],
  CSS: ['a{', '@media{', '&', 'url(', '--x:', '\\', '#a,'],
  SQL: ['SELECT (', '$a$ ', "'a", '$', '/*', ';', 'x '],
  JSON: ['[1,', '{"a":', '"\\', '1e', '[[]', 'null '],
  YAML: ['- ', '? ', 'a:\n', '&x *x ', '|\n', '!!a ', ', ', '"\\'],
  MARKDOWN: ['*', '[](', '`', '> ', '<'],
};

const cases = Object.values(CodeLanguage).flatMap((language) =>
  [...everywhere, ...hostile[language]].map((part) => [language, part] as const),
);

/** A clock that moves by one each time somebody looks at it, and counts how often that was. */
const countingClock = () => {
  const clock = { looks: 0, now: () => (clock.looks += 1) };
  return clock;
};

describe('100 KB against the checks of content', () => {
  it.each(cases)('21: %s made of %j is given up after as many steps as there is time for', async (language, part) => {
    const codeBudget = 200;
    const clock = countingClock();
    const { syntax } = await createContentChecks({ now: clock.now, codeBudget }).code(full(part), language);
    expect(clock.looks).toBeLessThanOrEqual(codeBudget + 2);
    expect(Object.values(CodeSyntax)).toContain(syntax);
  });

  it.each(cases)('21: %s made of %j is answered when the time is over', async (language, part) => {
    const checks = createContentChecks({ now: () => performance.now(), codeBudget: 5 });
    const { syntax } = await checks.code(full(part), language);
    expect(Object.values(CodeSyntax)).toContain(syntax);
  });

  it.each(['{', '\\frac', '\\def\\a{\\a\\a}\\a', '&', '\\left(', 'x^', '\\color{red}'])(
    '21: a formula made of %j is refused',
    async (part) => {
      const checks = createContentChecks({ now: () => 0 });
      expect(await checks.formula(full(part))).toMatchObject({ ok: false, at: null });
      expect((await checks.formula(full(part).slice(0, 5_000))).ok).toBe(false);
    },
  );
});
