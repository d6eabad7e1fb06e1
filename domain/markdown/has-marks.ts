const marksOfMarkdown = /([*_`]|~~)\S[^]*\1|^ {0,3}(?:>|[-*]|\d{1,9}[.)]|#{1,6})[ \t]+\S|\]\(\S/mu;

/** Whether a text may hold Markdown. Where it says so wrongly, reading the text as Markdown leaves it as it is. */
export const hasMarks = (text: string): boolean => marksOfMarkdown.test(text);
