import type { AnyNode, ImportDeclaration, Program } from 'acorn';
import { BUILT_INS } from './built-ins.ts';
import { isFunction, walk } from './syntax-tree.ts';

/** Given to the code as constants: a look-up in the global object of a realm costs more than many a handler. */
const LIBRARY = Object.keys(BUILT_INS.statics);

/** A bundle made ready to run: an expression for a function `(modules, guard, library) => handlers`. */
export interface Rewritten {
  readonly script: string;
  readonly handlers: readonly string[];
  readonly added: readonly Addition[];
}

/** `script` is longer than the bundle by so many characters from this place on; both count from 1, the line of the bundle's own. */
export type Addition = readonly [line: number, column: number, by: number];

/** The column in the bundle of a place in `script`. */
export function originalColumn({ added }: Pick<Rewritten, 'added'>, atLine: number, atColumn: number): number {
  const before = added.filter(([line, column]) => line === atLine && column < atColumn);
  return Math.max(1, atColumn - before.reduce((sum, [, , by]) => sum + by, 0));
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Ends what another edit began further up. */
  readonly closes?: true;
}

/**
 * Turns the module into a function, so that each evaluation runs its top level afresh, and counts what could go on for
 * ever: the turns of each loop and the calls of functions. No edit adds or removes a line.
 */
export function rewrite(code: string, program: Program): Rewritten {
  const prefix = freshPrefix(code);
  const edits: Edit[] = [];
  const handlers = new Map<string, string>();

  walk(program, (node) => {
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') edits.push(...countTurns(node, prefix));
    else if (isFunction(node)) edits.push(...countCalls(node, prefix));
    else if (node.type === 'ImportDeclaration') edits.push({ ...spanOf(node), text: importing(node, code, prefix) });
    else if (node.type === 'ExportNamedDeclaration') {
      edits.push(withoutExport(node, code));
      for (const [exported, local] of exportsOf(node)) handlers.set(exported, local);
    }
  });

  const body = apply(code, edits);
  const members = [...handlers].map(([exported, local]) => `${JSON.stringify(exported)}: ${local}`);
  return {
    script: [
      `(function (${prefix}modules, ${prefix}guard, ${prefix}library) { 'use strict';` +
        ` const { ${LIBRARY.join(', ')} } = ${prefix}library; return (function () {`,
      body.text,
      `;return { ${members.join(', ')} }; })(); })`,
    ].join('\n'),
    handlers: [...handlers.keys()],
    added: body.added,
  };
}

function freshPrefix(code: string): string {
  let prefix = '$';
  while (code.includes(prefix)) prefix += '$';
  return prefix;
}

const spanOf = ({ start, end }: AnyNode): { start: number; end: number } => ({ start, end });

/** Spaces and line ends in place of `text`. */
function blank(text: string): string {
  return text.replace(/[^\n]/gu, ' ');
}

function countTurns(node: Extract<AnyNode, { type: 'ForOfStatement' | 'ForInStatement' }>, prefix: string): Edit[] {
  const turns = `${prefix}turns${node.start}`;
  const count = `${turns} += 1; ${prefix}guard.turn(${turns});`;
  const { body } = node;
  const inside =
    body.type === 'BlockStatement'
      ? [insert(body.start + 1, count)]
      : [insert(body.start, `{${count}`), close(body.end, '}')];
  return [insert(node.start, `{let ${turns} = 0;`), ...inside, close(node.end, '}')];
}

function countCalls({ body }: Extract<AnyNode, { params: unknown; body: unknown }>, prefix: string): Edit[] {
  const count = `${prefix}guard.call()`;
  return body.type === 'BlockStatement'
    ? [insert(body.start + 1, `${count};`)]
    : [insert(body.start, `(${count},`), close(body.end, ')')];
}

const insert = (at: number, text: string): Edit => ({ start: at, end: at, text });
const close = (at: number, text: string): Edit => ({ ...insert(at, text), closes: true });

function importing(node: ImportDeclaration, code: string, prefix: string): string {
  const source = `${prefix}modules[${JSON.stringify(node.source.value)}]`;
  const bindings = node.specifiers.map((specifier) => {
    if (specifier.type !== 'ImportSpecifier') return `const ${specifier.local.name} = ${source};`;
    const { imported, local } = specifier;
    const name = imported.type === 'Identifier' ? imported.name : String(imported.value);
    return `const ${local.name} = ${source}[${JSON.stringify(name)}];`;
  });
  return bindings.join(' ') + lineEndsIn(code.slice(node.start, node.end));
}

const lineEndsIn = (text: string): string => '\n'.repeat(text.split('\n').length - 1);

function withoutExport(node: Extract<AnyNode, { type: 'ExportNamedDeclaration' }>, code: string): Edit {
  const end = node.declaration ? node.declaration.start : node.end;
  return { start: node.start, end, text: blank(code.slice(node.start, end)) };
}

function exportsOf({
  declaration,
  specifiers,
}: Extract<AnyNode, { type: 'ExportNamedDeclaration' }>): [string, string][] {
  const names = specifiers.map(({ exported, local }): [string, string] => [nameOf(exported), nameOf(local)]);
  if (declaration?.type === 'FunctionDeclaration') return [...names, [declaration.id.name, declaration.id.name]];
  if (declaration?.type !== 'VariableDeclaration') return names;
  const declared = declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  return [...names, ...declared.map((name): [string, string] => [name, name])];
}

function nameOf(node: Extract<AnyNode, { type: 'Identifier' | 'Literal' }>): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

/** Edits nest and never cross. */
function apply(code: string, edits: readonly Edit[]): { text: string; added: readonly Addition[] } {
  const ordered = order(edits);
  let text = '';
  let read = 0;
  const added: Addition[] = [];
  let line = 1;
  let lineStart = 0;
  const append = (part: string): void => {
    text += part;
    const last = part.lastIndexOf('\n');
    if (last < 0) return;
    line += part.split('\n').length - 1;
    lineStart = text.length - part.length + last + 1;
  };
  for (const { start, end, text: replacement } of ordered) {
    append(code.slice(read, start));
    added.push([line, text.length - lineStart + 1, replacement.length - (end - start)]);
    append(replacement);
    read = end;
  }
  append(code.slice(read));

  return { text, added };
}

/** At one place, what closes comes before what opens, and what was opened last closes first. */
function order(edits: readonly Edit[]): Edit[] {
  return edits
    .map((edit, found) => ({ edit, rank: edit.closes ? -found : found }))
    .sort((a, b) => a.edit.start - b.edit.start || a.rank - b.rank)
    .map(({ edit }) => edit);
}
