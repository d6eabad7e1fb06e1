import { parser } from '@lezer/cpp';
import { anyOf, asFile, type Grammar } from '../grammar.ts';

/** What macros and compilers add to the languages, and the preprocessor where it cuts through statements. */
export const unknownToCpp = anyOf(
  /\b[A-Z][A-Z0-9_]{2,80}\s{0,9}\(/,
  /\b(?!FILE\b)[A-Z][A-Z0-9_]{2,80}\s{1,9}(?:[A-Za-z_~]|$)/,
  /\b__[a-z]|\b_[A-Z]|\basm\b/,
  /^[ \t]{0,80}#[ \t]{0,9}(?:if|else|elif)/,
  /\.\.\.\s{0,9}\w/,
);

export const cpp: Grammar = {
  readings: [asFile(parser), { parser, before: 'class A {', after: '\n};\n' }],
  unknown: anyOf(
    unknownToCpp,
    /<=>|->\*|\.\*|::\s{0,9}\*/,
    /\(\s{0,9}&{1,2}\s{0,9}\w{1,80}\s{0,9}\)\s{0,9}\[/,
    /\b(?:alignas|requires|concept|co_yield|module|import|export)\b/,
    /\btemplate\s{0,9}<\s{0,9}template\b/,
  ),
};
