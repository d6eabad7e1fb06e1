import { mediaTypes } from '../../client/core/index.ts';
import type { UploadRules } from '../../client/core/index.ts';

const families: readonly (readonly [begins: string, name: string])[] = [
  ['image/', 'pictures'],
  ['video/', 'films'],
  ['audio/', 'sound'],
  ['application/pdf', 'PDF'],
  ['text/', 'text and code'],
  ['application/json', 'JSON'],
];

const megabyte = 1_048_576;

/** What a session takes, said before somebody tries. */
export const rulesInWords = ({ allowedFileTypes, maxFileSize }: UploadRules): string => {
  const taken = typesTaken({ allowedFileTypes });
  const names = families.filter(([begins]) => taken.some((type) => type.startsWith(begins))).map(([, name]) => name);
  return `Up to ${Number((maxFileSize / megabyte).toFixed(1))} MB: ${names.join(', ')}.`;
};

/** The media types that a session takes. */
export const typesTaken = ({ allowedFileTypes }: Pick<UploadRules, 'allowedFileTypes'>): readonly string[] =>
  allowedFileTypes.length === 0 ? mediaTypes : mediaTypes.filter((type) => allowedFileTypes.includes(type));
