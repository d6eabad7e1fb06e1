/** Languages that code messages are checked and shown in. The schema's enum carries the same values. */
export const CodeLanguage = {
  JAVASCRIPT: 'JAVASCRIPT',
  TYPESCRIPT: 'TYPESCRIPT',
  PYTHON: 'PYTHON',
  JAVA: 'JAVA',
  CPP: 'CPP',
  C: 'C',
  HTML: 'HTML',
  CSS: 'CSS',
  SQL: 'SQL',
  JSON: 'JSON',
  YAML: 'YAML',
  MARKDOWN: 'MARKDOWN',
} as const;
export type CodeLanguage = (typeof CodeLanguage)[keyof typeof CodeLanguage];
