import { parser } from '@lezer/javascript';
import { Parser } from 'acorn';
import { Limits } from '../../../domain/vocabulary/limits.ts';
import { anyOf, asFile, type Grammar } from '../grammar.ts';

/** With JSX, which plain JavaScript has no use for otherwise. */
export const jsx = parser.configure({ dialect: 'jsx' });

export const unknownToJsx = anyOf(
  // ({ a } = {}) => a
  /[}\]]\s{0,9}=\s{0,9}(?:\{\s{0,9}\}|\[\s{0,9}\])\s{0,9}[,)]/,
  /\bexport\s{1,9}default\s{1,9}class\s{0,9}\{/,
  /["']\s{0,9}(?:with|assert)\s{0,9}\{/,
);

/** Exact, but it cannot be interrupted: only for what a message can hold. JSX it does not know. */
function isModuleOrScript(text: string): boolean {
  return text.length <= Limits.codeLength && (isJavaScript(text, 'module') || isJavaScript(text, 'script'));
}

function isJavaScript(text: string, sourceType: 'module' | 'script'): boolean {
  try {
    Parser.parse(text, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true, allowHashBang: true });
    return true;
  } catch {
    return false;
  }
}

export const javascript: Grammar = { readings: [asFile(jsx)], isValid: isModuleOrScript, unknown: unknownToJsx };
