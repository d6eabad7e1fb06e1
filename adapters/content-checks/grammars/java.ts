import { parser } from '@lezer/java';
import { anyOf, asFile, type Grammar } from '../grammar.ts';

export const java: Grammar = {
  // Java 25 takes methods without a class, and those are what people send: https://openjdk.org/jeps/512
  readings: [asFile(parser), { parser, before: 'class A {', after: '\n}\n' }],
  unknown: anyOf(
    /\bwhen\b|\byield\b|\bmodule\b/,
    /\bcase\s{1,9}(?:null\b|[A-Z]\w{0,80}\s{0,9}\()/,
    /\binstanceof\s{1,9}[A-Z][\w.<>?, ]{0,80}\(/,
    /\bSTR\s{0,9}\./,
  ),
};
