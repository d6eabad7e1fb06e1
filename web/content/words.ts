/** A number of things, in words. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Bytes, for people. */
export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Milliseconds as minutes and seconds. */
export const durationOf = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const written: Readonly<Record<string, string>> = {
  CPP: 'C++',
  C: 'C',
  HTML: 'HTML',
  CSS: 'CSS',
  SQL: 'SQL',
  JSON: 'JSON',
  YAML: 'YAML',
};

/** A language of code, as it is written; one that is not ours, as whoever named it wrote it. */
export const languageName = (language: string): string =>
  written[language] ?? `${language.charAt(0)}${language.slice(1).toLowerCase().replace('script', 'Script')}`;
