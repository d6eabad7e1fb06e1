import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { SessionName } from '../../domain/chat-session/session-name.ts';
import { restoreSessionName } from '../../domain/chat-session/session-name.ts';
import type { ClientMessageId, CourseId, LessonId, Seq, UserId } from '../../domain/shared/ids.ts';
import { parseClientMessageId, parseCourseId, parseLessonId, parseSeq, parseUserId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { parseInstant } from '../../domain/shared/instant.ts';

/** A stored item, read attribute by attribute. What is not as it was written is said by name, never guessed. */
export class Attributes {
  readonly #item: object;
  readonly #what: string;

  /** `what` names the item in errors. */
  constructor(item: unknown, what: string) {
    if (typeof item !== 'object' || item === null) throw broken(what, 'it is no item');
    this.#item = item;
    this.#what = what;
  }

  has(name: string): boolean {
    const value = this.#value(name);
    return value !== undefined && value !== null;
  }

  text(name: string): string {
    return this.#read(name, (value) => (typeof value === 'string' ? value : undefined));
  }

  textOrNull(name: string): string | null {
    return this.has(name) ? this.text(name) : null;
  }

  count(name: string): number {
    return this.#read(name, (value) => (typeof value === 'number' && Number.isInteger(value) ? value : undefined));
  }

  /** One of an enumeration of the vocabulary. */
  oneOf<Value extends string>(name: string, values: Readonly<Record<string, Value>>): Value {
    return this.#read(name, (value) => Object.values(values).find((known) => known === value));
  }

  seq(name: string): Seq {
    return this.#read(name, (value) => (typeof value === 'number' ? parseSeq(value) : undefined));
  }

  instant(name: string): Instant {
    return this.#readText(name, parseInstant);
  }

  userId(name: string): UserId {
    return this.#readText(name, parseUserId);
  }

  clientMessageId(name: string): ClientMessageId {
    return this.#readText(name, parseClientMessageId);
  }

  lessonId(name: string): LessonId {
    return this.#readText(name, parseLessonId);
  }

  courseId(name: string): CourseId {
    return this.#readText(name, parseCourseId);
  }

  sessionName(name: string): SessionName {
    return this.#readText(name, restoreSessionName);
  }

  #readText<Value>(name: string, parse: (text: string) => Value | undefined): Value {
    return this.#read(name, (value) => (typeof value === 'string' ? parse(value) : undefined));
  }

  #read<Value>(name: string, parse: (value: unknown) => Value | undefined): Value {
    const value = parse(this.#value(name));
    if (value === undefined) throw broken(this.#what, `its ${name} is not what was written`);
    return value;
  }

  #value(name: string): unknown {
    return Object.getOwnPropertyDescriptor(this.#item, name)?.value;
  }
}

const broken = (what: string, why: string): StoreBroken => new StoreBroken(`read the ${what}`, why);
