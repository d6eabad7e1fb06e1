import type { Branded } from '../shared/branded.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { Limits } from '../vocabulary/limits.ts';
import { badInput } from './decision.ts';

/** What someone who asks to be let in says about themselves: 1 to 300 UTF-16 code units, trimmed. Never HTML. */
export type RequestNote = Branded<string, 'RequestNote'>;

/** As in a description: lines may break; what turns the text around it, or is no character, is refused. */
const unfit = /(?![\n\t])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u;

const isRequestNote = (value: string): value is RequestNote =>
  value.length >= 1 && value.length <= Limits.requestNoteLength && !unfit.test(value);

/** Trims `raw` and checks it; `null` where nothing is left. Refused: `BadInput`. */
export function parseRequestNote(raw: string): Result<RequestNote | null> {
  const note = raw.trim();
  if (note === '') return done(null);
  if (isRequestNote(note)) return done(note);
  const why =
    note.length > Limits.requestNoteLength
      ? `the note is longer than ${Limits.requestNoteLength} characters`
      : 'the note holds control or direction-changing characters';
  return refused(badInput(why, Limits.requestNoteLength));
}
