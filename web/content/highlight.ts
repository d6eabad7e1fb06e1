import highlighter from 'highlight.js/lib/core';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import html from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import type { CodeToken } from './code-tokens.tsx';

const languages = { c, cpp, css, html, java, javascript, json, markdown, python, sql, typescript, yaml };

interface Run {
  readonly scope: string;
  readonly tokens: CodeToken[];
}

/** Takes what the highlighter finds as a tree, so that nothing has to be read back from HTML. */
class TokenTree {
  readonly root: Run = { scope: '', tokens: [] };
  readonly #open: Run[] = [this.root];

  startScope(scope: string): void {
    const run: Run = { scope: scope.split('.')[0] ?? scope, tokens: [] };
    this.#innermost.tokens.push(run);
    this.#open.push(run);
  }

  endScope(): void {
    if (this.#open.length > 1) this.#open.pop();
  }

  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  addText(text: string): void {
    if (text !== '') this.#innermost.tokens.push(text);
  }

  finalize(): void {
    this.#open.length = 1;
  }

  toHTML(): string {
    return '';
  }

  __addSublanguage(tree: unknown): void {
    if (tree instanceof TokenTree) this.#innermost.tokens.push(...tree.root.tokens);
  }

  get #innermost(): Run {
    return this.#open.at(-1) ?? this.root;
  }
}

highlighter.configure({ __emitter: TokenTree });
for (const [name, language] of Object.entries(languages)) highlighter.registerLanguage(name, language);

/**
 * The pieces of some code.
 *
 * @param language one of `CodeLanguage`, or one of the names that people write after a fence: `js`, `py`.
 * @returns undefined where the language is not known: it is shown as it is.
 */
export const tokensOf = (language: string, source: string): readonly CodeToken[] | undefined => {
  const name = language.toLowerCase();
  if (highlighter.getLanguage(name) === undefined) return undefined;
  const { _emitter: tree } = highlighter.highlight(source, { language: name, ignoreIllegals: true });
  return tree instanceof TokenTree ? tree.root.tokens : undefined;
};
