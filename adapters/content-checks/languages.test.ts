import { describe, expect, it } from 'vitest';
import { CodeLanguage } from '../../domain/vocabulary/code.ts';
import { CodeSyntax } from '../../domain/vocabulary/messages.ts';
import { createContentChecks } from './content-checks.ts';

const checks = createContentChecks({ now: () => 0 });

/** Real snippets as people send them: files and parts of files, with comments, scripts of all kinds, and nesting. */
const valid: Readonly<Record<CodeLanguage, readonly string[]>> = {
  JAVASCRIPT: [
    'const größe = `a ${b ? `c ${d}` : "名"} e`; // комментарий\nasync function* f({ a = 1, ...rest }) {\n  for await (const x of y) yield* x?.[0] ?? null;\n}',
    'class A extends B {\n  #p = 1_000n;\n  static { this.x = 1; }\n  get #q() { return this.#p ** 2; }\n}',
    'const App = () => <ul>{items.map((it) => <li key={it.id}>{`№ ${it.name}`}</li>)}</ul>;',
    'if (/[/\\]]+/u.test(s)) return a / b / c;\n',
    'do x--;\nwhile (x > 0);\n',
  ],
  TYPESCRIPT: [
    'type M<T> = { readonly [K in keyof T]?: T[K] extends (infer U)[] ? U : never };\nenum Ä { B = 1 << 2 }',
    'export abstract class C<T extends object = {}> implements I {\n  constructor(private readonly a?: string) { super(); }\n  abstract f(this: A): asserts x is string;\n  override g<const U>(u: U) { return u satisfies V as const; }\n}',
    'function isCat(pet: Animal | null): pet is Cat {\n  return (pet as Cat)!.meow !== undefined; // ü\n}',
    'const el = <T,>(x: T) => <div title={`${x}`}>{x!}</div>;',
    'const x = <string>value;\nlet tuple: [string, ...number[]] = t;',
    'import type { A } from "./a.ts";\ndeclare global { interface Window { ok: true } }',
  ],
  PYTHON: [
    'from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass Точка:\n    """Eine Größe."""\n    x: float = 0.0\n\n    async def d(self, o: "Точка", /, *, p=2) -> float:\n        return ((self.x - o.x) ** p) ** (1 / p)  # комментарий',
    'match x:\n    case [1, *rest] if rest: pass\n    case {"a": b, **c}: pass\n    case Point(x=0) | None: pass\n    case _: pass',
    "print(f\"{name!r:>{width}} {total=} {d['k']} {{}} {f'{x:.2f}'}\")",
    'if (n := len(a)) > 10:\n\tprint(n)\nelse:\n\tx = [*a, *(i for i in b if i)]',
    'try:\n  pass\nexcept* ValueError as e:\n  raise X from e\nfinally:\n  del a[1:2, ...]',
    'type Alias[T] = list[T]\ndef f[T: int](x: T) -> T: return x',
  ],
  JAVA: [
    'package a.b;\n\nimport java.util.*;\n\npublic class Größe<T extends Comparable<T>> {\n  private final Map<String, List<int[]>> 名 = new HashMap<>(); // комментарий\n  @Override public String toString() { return """\n      {"a": 1}\n      """; }\n}',
    'int x = 5;\nfor (int i = 0; i < 3; i++) { x += i; }\nSystem.out.println("x: " + x);',
    'public static int fib(int n) throws Exception {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}',
    'void main() { IO.println("hi"); }',
    'record Point(int x, int y) implements Shape { Point { if (x < 0) throw new E(); } }\nsealed interface Shape permits Point {}',
    'list.stream().filter(x -> x > 1).map(String::valueOf).toList();',
  ],
  CPP: [
    '#include <iostream>\n#define MAX(a, b) ((a) > (b) ? (a) : (b))\n\nint main() {\n  std::cout << "Grüße" << std::endl; // комментарий\n  return 0;\n}',
    'template <typename T, int N = 3, class... A>\nauto f(T&& x, A&&... a) -> decltype(x) { return (a + ...); }',
    'class A : public B, private virtual C<int> {\npublic:\n  A() : x(1), y{2} {}\n  virtual ~A() = default;\n  A& operator=(A&&) = delete;\nprivate:\n  int x;\n};',
    'auto f = [=, &x](auto a) mutable noexcept -> int { return a; };\nfor (auto& [k, v] : m) {}',
    'explicit A(int x);\nfriend std::ostream& operator<<(std::ostream& o, const A& a) { return o; }',
    'auto s = R"x(a " b)x";\n#ifdef X\nint a;\n#endif',
  ],
  C: [
    '#include <stdio.h>\n\nint main(void) {\n  printf("%d Grüße\\n", 1); // комментарий\n  return 0;\n}',
    'struct node { struct node *next; int val; };\nstruct node n = { .val = 1, .next = NULL };\nint (*fp[3])(void);',
    'FILE *f = fopen("a", "r");\nif (!f) { perror("x"); exit(1); }\nwhile (*s) putchar(*s++);',
    "switch (c) { case 'a': break; default: goto end; }\nend: ;\n#pragma once",
  ],
  HTML: [
    '<!doctype html>\n<html lang="de">\n<head><meta charset=utf-8><title>Grüße 名</title>\n<style>a > b { color: red }</style>\n<script>let x = `</div> ${a < b}`;</script></head>\n<body><p>a<p>b<br/><img src=x alt=""><ul><li>1<li>2</ul><!-- комментарий --></body></html>',
    '<svg viewBox="0 0 1 1"><path d="M0"/><circle r=1></circle></svg>',
    '<table><tr><td>a<td>b</table>\n<script type="text/template">{{#if (}}</script>',
    'just text &amp; &copy; 1 & 2 <a href="?a=1&b=2">b</a>',
  ],
  CSS: [
    '@media (max-width: 600px) {\n  .größe > .b + #c ~ d:hover::before { content: "名"; color: #fff } /* комментарий */\n}',
    ':root { --x: 1px; }\n.a { width: calc(100% - var(--x, 2px)); &:hover { x: y !important } }',
    '@keyframes x { from { a: 1 } 50.5% { a: 2 } to { a: 3 } }\n@import url("x.css");',
    'color: red;\nmargin: 0 auto;',
  ],
  SQL: [
    "-- комментарий\nSELECT a.name, COUNT(*) AS n FROM 名 a WHERE x = 'it''s ü' GROUP BY 1 HAVING n > 1 ORDER BY 1 DESC LIMIT 5;",
    'WITH RECURSIVE t AS (SELECT 1 UNION ALL (SELECT n + 1 FROM t)) SELECT * FROM t;\nUPDATE `a` SET "b" = ? WHERE c IN (:x, @y);',
    "CREATE TABLE t (id INT PRIMARY KEY, x VARCHAR(20) NOT NULL DEFAULT 'a', d NUMERIC(10, 2)); /* /* nested */ */",
    "select body::text, $$ it's $$ from t;\n(select 1);",
  ],
  JSON: ['{"größe": [1, -2.5e-3, true, null, "ü\\n\\u00e9 名 😀"], "a": {"b": {}}}', ' "x" ', '1', '"\ud800"'],
  YAML: [
    '# комментарий\nname: Größe 名\non: [push, "pull"]\njobs:\n  test:\n    steps:\n      - uses: a/b@v4\n      - run: |\n          npm ci\n          npm test\n',
    "%YAML 1.2\n---\na: &x !!str b\nc: *x\n? d\n: e\nf: >-\n  folded\n...\n---\n{g: 'it''s', h: [i]}",
    '- - a: "b: c"\n    d: e\n- f:\n  - g',
    '? a: b\n: c',
  ],
  MARKDOWN: ['# Größe\n\n- [ ] *a **b', '```js\nif (x {\n```', '](['],
};

type Place = readonly [line: number, column: number];

/** What people get wrong, and where they are told. */
const invalid: Readonly<Record<CodeLanguage, readonly (readonly [source: string, ...places: Place[]])[]>> = {
  JAVASCRIPT: [
    ['if (x { y }', [1, 7]],
    ['const a = 1;\nconst b = ;\nfoo(;', [2, 11], [3, 5]],
    ['const s = `a ${b', [1, 17]],
    ['const x = 5 const y = 6', [1, 13]],
    ['/* never closed', [1, 16]],
    ['const el = <div>{x</div>;', [1, 26]],
    ['print("hi"):\n  x', [1, 12]],
  ],
  TYPESCRIPT: [
    ['let x: = 5', [1, 8]],
    ['interface A {\n  b: string\n', [2, 12]],
    ['const f = (a: number => a;', [1, 22]],
  ],
  PYTHON: [
    ['def f(:\n  pass', [1, 7]],
    ['# ü\nif x\n  y', [2, 5]],
    ['def f():\nreturn 1', [2, 1]],
    ['x = "abc', [1, 5]],
    ['print(x))', [1, 9]],
    ['int x = 5;', [1, 5]],
    ['x = [1, 2\r\n\r\ny = ', [3, 1]],
  ],
  JAVA: [
    ['class A { void f() { int x = 5 } }', [1, 32]],
    ['public class A {\n  void f( { }\n}', [2, 11]],
    ['public int f() {\n  return 1\n}', [3, 1]],
    ['String s = "abc;', [1, 12]],
  ],
  CPP: [
    ['int x = 5', [1, 10]],
    ['#include <a>\nint main() {\n  cout << "ü;\n}', [3, 14], [4, 2]],
    ['int main( { }', [1, 11]],
  ],
  C: [
    ['int main(void) {\n  int x = 5\n  return 0;\n}', [3, 3]],
    ['if (x { }', [1, 10]],
    ['int a[] = {1, 2;', [1, 16]],
  ],
  HTML: [
    ['<div></span>', [1, 1]],
    ['<p>a</p>\n</div>', [2, 1]],
    ['<ul>\n  <li>a\n  <b>c\n</ul>', [3, 3], [4, 1]],
    ['<script>\nif (x {\n}</script>', [2, 7]],
    ['<style>a { b c }</style>', [1, 16]],
    ['<!-- x', [1, 7]],
  ],
  CSS: [
    ['a { b: c', [1, 9]],
    ['a { b: c }\n}\n', [2, 1]],
    ['a {\n  b c;\n  d: e\n}', [2, 6], [4, 1]],
    ['// c\na { }', [1, 1]],
  ],
  SQL: [
    ['SELEC * FROM a', [1, 1]],
    ['SELECT (a, b FROM t;', [1, 20]],
    ["SELECT 1;\nSELECT 'abc FROM t", [2, 8]],
    ['SELECT a)', [1, 9]],
    ['/* never closed', [1, 1]],
    ['hello world', [1, 1]],
  ],
  JSON: [
    ['{"a": 1,}', [1, 9]],
    ["{\n  'a': 1\n}", [2, 3]],
    ['[1,\n 2', [2, 3]],
    ['', [1, 1]],
    ['{"a": 01}', [1, 8]],
    ['NaN', [1, 1]],
  ],
  YAML: [
    ['a: 1\n b: 2', [2, 3]],
    ['a: b: c', [1, 4]],
    ['x: - a', [1, 4]],
    ['a: "b\nc: d', [1, 4]],
    ['a: [b, c]]', [1, 10]],
    ['@a', [1, 1]],
  ],
  MARKDOWN: [],
};

/** Right, but more than the parser knows: it must not say that they are wrong. */
const beyond: readonly (readonly [CodeLanguage, string])[] = [
  ['TYPESCRIPT', 'try { f() } catch (e: unknown) {}'],
  ['TYPESCRIPT', 'const isA = (value: unknown): value is A => true;'],
  ['TYPESCRIPT', "import fs = require('fs');"],
  ['TYPESCRIPT', 'export { a, type B };'],
  ['TYPESCRIPT', 'export type * from "z";'],
  ['TYPESCRIPT', 'declare module "x" { }'],
  ['TYPESCRIPT', 'type T = [name: string, age?: number];'],
  ['TYPESCRIPT', 'const f = async <T extends U>(x: T) => x;'],
  ['TYPESCRIPT', 'const f = ({ a } = {}) => a;'],
  ['TYPESCRIPT', 'type A = abstract new () => typeof import("x");'],
  ['TYPESCRIPT', 'type T<A> = A extends infer U extends string ? U : never;'],
  ['JAVASCRIPT', "import data from './data.json' with { type: 'json' };"],
  [
    'JAVASCRIPT',
    `export default {\n${Array.from({ length: 40 }, (_, at) => `  name${at},\n`).join('')}  last: true,\n};`,
  ],
  ['JAVASCRIPT', 'export default class {}'],
  ['JAVASCRIPT', 'const F = ({ a } = {}) => <b>{a}</b>;'],
  ['PYTHON', 'def f():\n    yield\n'],
  ['PYTHON', 'x = 1. + 2'],
  ['PYTHON', 'with (open("a") as f, open("b") as g):\n    pass'],
  ['PYTHON', '>>> x = 1\n>>> x\n1'],
  ['JAVA', 'int y = switch (x) { case Circle c when c.r() > 1 -> 1; default -> 2; };'],
  ['JAVA', 'if (o instanceof Point(int x, int y)) { }'],
  ['CPP', 'auto c = a <=> b;'],
  ['CPP', 'class API_EXPORT A { Q_OBJECT };'],
  ['C', 'int class = 1;'],
  ['C', 'int f(a, b) int a; char b; { return a; }'],
  ['C', '__attribute__((packed)) struct A { int x; };'],
  ['HTML', '<style>\n<!--\na { b: c }\n-->\n</style>'],
  ['CSS', 'a:nth-child(2n + 1 of .b) { c: d }'],
  ['SQL', 'SELECT (a.b).c, $1 FROM t # all'],
  ['SQL', 'CREATE FUNCTION f() RETURNS INT BEGIN\n  x := 1;\n  total(1);\nEND;'],
];

const cases = <Row>(rows: Readonly<Record<CodeLanguage, readonly Row[]>>) =>
  Object.values(CodeLanguage).flatMap((language) => rows[language].map((row) => [language, row] as const));

describe('A check of code', () => {
  it.each(cases(valid))('has no objection to this %s: %j', async (language, source) => {
    expect(await checks.code(source, language)).toEqual({ syntax: CodeSyntax.VALID, problems: [] });
  });

  it.each(cases(invalid))('says where this %s goes wrong: %j', async (language, [source, ...places]) => {
    const problems = places.map(([line, column]) => ({ line, column }));
    expect(await checks.code(source, language)).toEqual({ syntax: CodeSyntax.INVALID, problems });
  });

  it.each(beyond)('calls nothing wrong that it does not know, as this %s: %j', async (language, source) => {
    expect((await checks.code(source, language)).syntax).not.toBe(CodeSyntax.INVALID);
  });

  it('has samples of every language', () => {
    for (const language of Object.values(CodeLanguage)) expect(valid[language].length).toBeGreaterThan(2);
  });
});
