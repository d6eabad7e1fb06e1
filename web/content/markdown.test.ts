import { describe, expect, it } from 'vitest';
import { hasMarks } from '../../client/core/index.ts';
import { blocksOf } from './markdown.ts';
import type { Block, Inline } from './markdown.ts';

/** As short as can be read: `b(…)` for strong, and so on. */
const written = (runs: readonly Inline[]): string =>
  runs
    .map((run) => {
      if (!('runs' in run)) return run.kind === 'code' ? `code(${run.text})` : run.text;
      const inner = written(run.runs);
      return run.kind === 'link' ? `link(${run.href}, ${inner})` : `${run.kind}(${inner})`;
    })
    .join('');
const line = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return written(block.runs);
    case 'heading':
      return `heading(${written(block.runs)})`;
    case 'quote':
      return `quote(${block.blocks.map(line).join(' | ')})`;
    case 'list':
      return `list${block.start ?? ''}(${block.items.map((item) => item.map(line).join(' | ')).join(', ')})`;
    case 'rule':
      return 'rule';
    case 'code':
      return `fence[${block.language}](${block.source})`;
  }
};
const read = (text: string): readonly string[] | undefined => blocksOf(text)?.map(line);

describe('Markdown in a text', () => {
  it.each([
    ['**bold**, *italic* and _italic_', ['strong(bold), emphasis(italic) and emphasis(italic)']],
    ['~~gone~~ and ~5~', ['deleted(gone) and ~5~']],
    ['the `code` of **`it`**', ['the code(code) of strong(code(it))']],
    ['> said\n> so\n\nno', ['quote(said\nso)', 'no']],
    ['- a\n- b\n  - c', ['list(a, b | list(c))']],
    ['3. a\n4. b', ['list3(a, b)']],
    ['one\ntwo  \nthree', ['one\ntwo\nthree']],
    ['# Big\n***', ['heading(Big)', 'rule']],
    ['see\n```ts\nlet a = 1;\n\n*no*\n```\nend', ['see', 'fence[ts](let a = 1;\n\n*no*)', 'end']],
    ['```\nnever closed', ['fence[](never closed)']],
    ['````\n```\n````', ['fence[](```)']],
    ['这是**粗体**文字', ['这是strong(粗体)文字']],
    ['\\*as it is\\*', ['*as it is*']],
  ])('reads %j', (text, blocks) => {
    expect(hasMarks(text) || text.startsWith('one') || text.startsWith('\\')).toBe(true);
    expect(read(text)).toEqual(blocks);
  });

  it.each([
    '2*3*4 = 24 and 2**3**4',
    'snake_case_name and __init__x',
    '>>> print(1)\n>:(',
    '<b>bold</b> <script>alert(1)</script> &amp; &#106;',
    'a title\n===',
    '[x]: https://example.org',
    '\\(x_1\\) and \\[y\\]',
    'C:\\dir\\file',
    'https://example.org/_a_/*b*/c',
    'see "www.example.org/a" or .www.example.org, _and_x, /ann@example.org',
    '_a_b [](https://example.org) and [ ](https://example.org)',
  ])('leaves %j as it was typed', (text) => {
    expect(read(text)?.join('\n')).toBe(text);
  });

  it('makes links of the web and of mail, and of nothing else', () => {
    expect(read('[site](https://example.org/a "t") [mail](mailto:a@example.org)')).toEqual([
      'link(https://example.org/a, site) link(mailto:a@example.org, mail)',
    ]);
    for (const address of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      '//example.org',
      'x',
      '',
    ]) {
      expect(read(`[press](${address})`)).toEqual([`[press](${address})`]);
    }
  });

  it('makes a link of a picture from elsewhere', () => {
    expect(read('![a cat](https://example.org/c.png) ![](https://example.org/d.png) ![x](data:image/png,a)')).toEqual([
      'link(https://example.org/c.png, a cat) link(https://example.org/d.png, https://example.org/d.png) ![x](data:image/png,a)',
    ]);
  });

  it('shows a link as it was typed whose words are the address of another place', () => {
    const text = '[https://bank.example](https://thief.example)';
    expect(read(text)).toEqual([text]);
    expect(read('[https://a.example/](https://a.example)')).toEqual(['link(https://a.example/, https://a.example/)']);
  });

  it('nests no deeper than eight', () => {
    const depthOf = (blocks: readonly Block[]): number =>
      Math.max(0, ...blocks.map((block) => (block.kind === 'quote' ? 1 + depthOf(block.blocks) : 0)));
    const quotes = blocksOf(`${'> '.repeat(8)}deep`) ?? [];
    expect(depthOf(quotes)).toBe(8);
    expect(JSON.stringify(quotes)).toContain('deep');
  });

  it.each([
    ['quotes', `${'> '.repeat(1_000)}x`],
    ['lists in one line', '1. '.repeat(1_600)],
    ['brackets', '['.repeat(5_000)],
    ['empty links', '[]('.repeat(1_600)],
    ['pictures', '![a]('.repeat(1_000)],
    ['stars', '**x*'.repeat(1_250)],
    ['both kinds', `${'*_'.repeat(1_250)}a${'_*'.repeat(1_250)}`],
    ['backquotes', Array.from({ length: 98 }, (_, at) => '`'.repeat(at)).join(' ')],
  ])('shows a text of nothing but %s as it was typed', (_, text) => {
    expect(blocksOf(text)).toBeUndefined();
  });

  it('takes as much code as there is between fences', () => {
    const source = 'a[0] = *p * q[1];\n'.repeat(200);
    expect(blocksOf(`\`\`\`c\n${source}\`\`\``)).toEqual([{ kind: 'code', language: 'c', source: source.trimEnd() }]);
  });
});
