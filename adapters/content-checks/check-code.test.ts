import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parser as jsonParser } from '@lezer/json';
import { anyText } from '../../test/builders/texts.ts';
import { CodeLanguage, codeProblemsShown, lineCountOf } from '../../domain/vocabulary/code.ts';
import { checkCode } from './check-code.ts';
import { createContentChecks } from './content-checks.ts';
import { deadlineIn } from './deadline.ts';
import { asFile } from './grammar.ts';
import { json } from './grammars/json.ts';

const languages = Object.values(CodeLanguage);
const unhurried = createContentChecks({ now: () => 0 });

/** A clock that moves by one each time somebody looks at it, and counts how often that was. */
const countingClock = () => {
  const clock = { looks: 0, now: () => (clock.looks += 1) };
  return clock;
};

const bits = [
  ...Array.from('{}[]()<>;:,.=+-*/\\|&^%$#@!?~`\'"\n\t 0aZé名😀'),
  ...[
    '\r\n',
    '\r',
    '\u0000',
    '\u2028',
    '//',
    '/*',
    '*/',
    '--',
    '<!--',
    '-->',
    '"""',
    '${',
    '#if',
    '</',
    '/>',
    '<a ',
    '=>',
  ],
  ...[
    'if ',
    'else ',
    'for ',
    'class ',
    'def ',
    'function ',
    'return ',
    'import ',
    'SELECT ',
    'template<',
    '<script>',
    'yield ',
  ],
  ...[
    'a: ',
    '- ',
    '? ',
    '&a ',
    '!!b ',
    '|\n',
    '%YAML',
    '---\n',
    '  ',
    '@media ',
    '--x:',
    'url(',
    'f"{',
    'R"(',
    'async ',
    '1e',
  ],
];
const soup = fc.array(fc.constantFrom(...bits), { maxLength: 60 }).map((parts) => parts.join(''));
const anyCode = fc.oneof(soup, anyText(80));

describe('Any text as code', () => {
  it.each(languages)(
    'is answered as %s, with problems that lie in it, in order, one a line, where it is wrong',
    async (language) => {
      await fc.assert(
        fc.asyncProperty(anyCode, async (source) => {
          const { syntax, problems } = await unhurried.code(source, language);
          expect(problems.length > 0).toBe(syntax === 'INVALID');
          expect(problems.length).toBeLessThanOrEqual(codeProblemsShown);
          const lines = source.split(/\r\n|[\r\n]/);
          problems.forEach(({ line, column }, at) => {
            expect(line).toBeGreaterThan(problems[at - 1]?.line ?? 0);
            expect(column).toBeGreaterThan(0);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          });
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(languages)('is read as %s for no longer than there is time', async (language) => {
    await fc.assert(
      fc.asyncProperty(anyCode, fc.nat({ max: 40 }), async (source, codeBudget) => {
        const clock = countingClock();
        const hurried = createContentChecks({ now: clock.now, codeBudget });
        const { syntax } = await hurried.code(source, language);
        // One look to learn when it begins, and one that says that the time is up.
        expect(clock.looks).toBeLessThanOrEqual(codeBudget + 2);
        if (syntax !== 'UNCHECKED') expect(syntax).toBe((await unhurried.code(source, language)).syntax);
      }),
      { numRuns: 100 },
    );
  });
});

describe('Code that takes longer than there is time', () => {
  it('is called neither right nor wrong', async () => {
    const checks = createContentChecks({ now: countingClock().now, codeBudget: 20 });
    const unchecked = { syntax: 'UNCHECKED', problems: [] };
    expect(await checks.code('x = 1;\n'.repeat(100), 'JAVASCRIPT')).toEqual(unchecked);
    expect(await checks.code('}'.repeat(100), 'C')).toEqual(unchecked);
    expect((await checks.code('x = 1;', 'JAVASCRIPT')).syntax).toBe('VALID');
  });
});

describe('Code as JSON', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const almostJson = fc
    .tuple(
      fc.json({ noUnicodeString: false }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', '0', '-', '\\', '\n', '\t', '.', 'e', '\ufeff', '\ud800', '\u007f'),
    )
    .map(([text, at, bit]) => `${text.slice(0, at % (text.length + 1))}${bit}${text.slice(at % (text.length + 1))}`);
  const jsonSoup = fc
    .array(fc.constantFrom(...Array.from('{}[],:"0123.eE+-\\ \n\ttruefalsenul'), 'true', 'null', '"a"', '\\u00e9'), {
      maxLength: 12,
    })
    .map((parts) => parts.join(''));

  it('is valid exactly when JSON.parse takes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(almostJson, jsonSoup, anyText(20)), async (text) => {
        expect((await unhurried.code(text, 'JSON')).syntax).toBe(isJson(text) ? 'VALID' : 'INVALID');
      }),
      { numRuns: 3_000 },
    );
  });

  it('is valid at any depth', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    expect((await unhurried.code(deep, 'JSON')).syntax).toBe('VALID');
    expect((await unhurried.code(`${deep}]`, 'JSON')).syntax).toBe('INVALID');
  });

  it('is read by a grammar that needs no help but with depth', () => {
    const alone = { readings: [asFile(jsonParser)] };
    fc.assert(
      fc.property(fc.oneof(almostJson, jsonSoup), (text) => {
        const time = deadlineIn(1, () => 0);
        expect(checkCode(text, alone, time).syntax).toBe(checkCode(text, json, time).syntax);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('A parser that throws', () => {
  it('has no advice, and holds up nobody', () => {
    const thrower = jsonParser.configure({ strict: true });
    const answer = checkCode(
      '[',
      { readings: [asFile(thrower)] },
      deadlineIn(1, () => 0),
    );
    expect(answer).toEqual({ syntax: 'UNCHECKED', problems: [] });
  });
});

describe('Many problems', () => {
  it('are told up to ten, one a line', async () => {
    const { problems } = await unhurried.code('foo(;) bar(;)\n'.repeat(30), 'JAVASCRIPT');
    expect(problems).toEqual(Array.from({ length: codeProblemsShown }, (_, at) => ({ line: at + 1, column: 5 })));
  });

  it('lie on the lines that are counted', async () => {
    const source = 'a = 1;\r\nb = ;\rc = 1;\nd = ;';
    const { problems } = await unhurried.code(source, 'JAVASCRIPT');
    expect(problems.map(({ line }) => line)).toEqual([2, lineCountOf(source)]);
  });
});
