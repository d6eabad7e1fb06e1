import { CodeLanguage } from '../../../domain/vocabulary/code.ts';
import type { Grammar } from '../grammar.ts';

/** Loaded when first needed: together they are a megabyte of tables, and a function that starts reads none of them. */
const grammars: Readonly<Record<CodeLanguage, () => Promise<Grammar | undefined>>> = {
  [CodeLanguage.JAVASCRIPT]: async () => (await import('./javascript.ts')).javascript,
  [CodeLanguage.TYPESCRIPT]: async () => (await import('./typescript.ts')).typescript,
  [CodeLanguage.PYTHON]: async () => (await import('./python.ts')).python,
  [CodeLanguage.JAVA]: async () => (await import('./java.ts')).java,
  [CodeLanguage.CPP]: async () => (await import('./cpp.ts')).cpp,
  [CodeLanguage.C]: async () => (await import('./c.ts')).c,
  [CodeLanguage.HTML]: async () => (await import('./html.ts')).html,
  [CodeLanguage.CSS]: async () => (await import('./css.ts')).css,
  [CodeLanguage.SQL]: async () => (await import('./sql.ts')).sql,
  [CodeLanguage.JSON]: async () => (await import('./json.ts')).json,
  [CodeLanguage.YAML]: async () => (await import('./yaml.ts')).yaml,
  [CodeLanguage.MARKDOWN]: async () => undefined,
};

/** `undefined` for a language in which no text is wrong. */
export const grammarOf = (language: CodeLanguage): Promise<Grammar | undefined> => grammars[language]();
