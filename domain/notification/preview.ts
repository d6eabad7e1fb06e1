import { withoutMarks } from '../markdown/without-marks.ts';
import type { MessageContent } from '../message/content.ts';
import type { Attachment } from '../vocabulary/message-content.ts';
import { NotificationLimits } from '../vocabulary/notifications.ts';
import { cutTo } from '../vocabulary/well-formed.ts';
import type { Words } from './words.ts';
import { languageNames } from './words.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The start of `text` in at most `longest` UTF-16 code units, `…` among them where something is left out. What is shown as
 * one character is never cut in two, unless it is by itself too long (Unicode Standard Annex 29).
 */
export function shortened(text: string, longest: number = NotificationLimits.previewLength): string {
  if (text.length <= longest) return text;
  // Whatever starts within the limit is decided by what stands there, and a little after it.
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, longest * 2))) {
    if (index + segment.length > longest - 1) break;
    end = index + segment.length;
  }
  return `${end === 0 ? cutTo(text, longest - 1) : text.slice(0, end)}…`;
}

/** What a notification says of a message; for what the system says, nothing. */
export function previewOf(content: MessageContent, words: Words): string {
  switch (content.kind) {
    case 'TEXT':
    case 'AI_RESPONSE':
      return shortened(withoutMarks(content.kind, content.text));
    case 'CODE':
      return `${words.code} (${languageNames[content.code.language]})`;
    case 'MATH_FORMULA':
      return labelled(words.formula, content.text);
    case 'POLL':
      return labelled(words.poll, content.text);
    case 'LOCATION':
      return labelled(words.location, content.text);
    case 'IMAGE':
      return labelled(words.photo, withoutMarks(content.kind, content.text));
    case 'VIDEO':
      return labelled(withDuration(words.video, content.attachment), withoutMarks(content.kind, content.text));
    case 'AUDIO':
      return labelled(withDuration(words.voiceMessage, content.attachment), withoutMarks(content.kind, content.text));
    case 'FILE':
      return labelled(words.file, content.attachment.name);
    case 'SYSTEM':
      return '';
  }
}

const labelled = (label: string, text: string): string => shortened(text === '' ? label : `${label}: ${text}`);

/** `m:ss`, or `h:mm:ss`. */
function withDuration(label: string, { durationMs }: Attachment): string {
  if (durationMs === null) return label;
  const seconds = Math.round(durationMs / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const padded = (part: number): string => `${part}`.padStart(2, '0');
  const clock = hours === 0 ? `${minutes}` : `${hours}:${padded(minutes)}`;
  return `${label} (${clock}:${padded(seconds % 60)})`;
}
