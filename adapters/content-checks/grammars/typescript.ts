import { parser } from '@lezer/javascript';
import { anyOf, asFile, type Grammar } from '../grammar.ts';
import { unknownToJsx } from './javascript.ts';

export const typescript: Grammar = {
  // <T>x is a cast in one and the start of an element in the other.
  readings: [asFile(parser.configure({ dialect: 'ts' })), asFile(parser.configure({ dialect: 'ts jsx' }))],
  unknown: anyOf(
    unknownToJsx,
    /\bcatch\s{0,9}\([^)\n]{1,80}:/,
    // (x): x is T => …, (x): asserts x => …
    /:\s{0,9}(?:asserts\s{1,9})?[\w$]{1,80}\s{1,9}is\b|:\s{0,9}asserts\b/,
    /\binfer\s{1,9}[\w$]{1,80}\s{1,9}extends\b/,
    /\basync\s{0,9}</,
    /\b(?:export|import)\s{1,9}(?:type\s{0,9})?\{|\bexport\s{1,9}(?:type\s{0,9})?\*/,
    /\bimport\s{1,9}(?:type\s{1,9})?[\w$]{1,80}\s{0,9}=|\bexport\s{1,9}(?:import|as|default\s{1,9}interface)\b/,
    /\bdeclare\s{1,9}module\s{0,9}["']|\bexport\s{0,9}=/,
    /\btypeof\s{1,9}import\b|\babstract\s{1,9}new\b/,
    // [name: T], [T?], { [key: string]: T } of a class, { <T>(x: T): T }
    /\[\s{0,9}(?:\.{3})?[\w$]{1,80}\s{0,9}\??\s{0,9}[:,\]]|[{;]\s{0,9}</,
    /\benum\b[^}]{0,400}["'`]/,
    /@[\w$.]{1,80}/,
    /<\s{0,9}(?:in|out)\s/,
  ),
};
