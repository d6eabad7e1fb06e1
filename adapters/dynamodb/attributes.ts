import { StoreBroken } from '../../application/ports/store-errors.ts';
import type { SessionName } from '../../domain/chat-session/session-name.ts';
import { restoreSessionName } from '../../domain/chat-session/session-name.ts';
import type {
  CallId,
  ClientMessageId,
  CourseId,
  FileId,
  LessonId,
  Seq,
  SessionId,
  UserId,
} from '../../domain/shared/ids.ts';
import {
  parseCallId,
  parseClientMessageId,
  parseCourseId,
  parseFileId,
  parseLessonId,
  parseSeq,
  parseSessionId,
  parseUserId,
} from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { parseInstant } from '../../domain/shared/instant.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import { parseDeviceId } from '../../domain/presence/device-sign.ts';
import type { WebAddress } from '../../domain/chat-session/web-address.ts';
import { restoreWebAddress } from '../../domain/chat-session/web-address.ts';
import type { Description } from '../../domain/chat-session/description.ts';
import { restoreDescription } from '../../domain/chat-session/description.ts';

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

  /** For what is absent while it is 0. */
  countOrZero(name: string): number {
    return this.has(name) ? this.count(name) : 0;
  }

  number(name: string): number {
    return this.#read(name, (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined));
  }

  countOrNull(name: string): number | null {
    return this.has(name) ? this.count(name) : null;
  }

  flag(name: string): boolean {
    return this.#read(name, (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** For what is absent while it is false. */
  flagOrFalse(name: string): boolean {
    return this.has(name) && this.flag(name);
  }

  /** For what is absent while it is empty. */
  texts(name: string): readonly string[] {
    if (!this.has(name)) return [];
    return this.#list(name).map((value) => {
      if (typeof value !== 'string') throw broken(this.#what, `its ${name} is not what was written`);
      return value;
    });
  }

  /** A string set, which DynamoDB keeps in no order. For what is absent while it is empty. */
  textSet(name: string): readonly string[] {
    if (!this.has(name)) return [];
    const set = this.#read(name, (value): ReadonlySet<unknown> | undefined =>
      value instanceof Set ? value : undefined,
    );
    return [...set].filter((value) => typeof value === 'string').sort();
  }

  /** A list of numbers. */
  numbers(name: string): readonly number[] {
    return this.#list(name).map((value) => {
      if (typeof value !== 'number') throw broken(this.#what, `its ${name} is not what was written`);
      return value;
    });
  }

  /** For what is absent while it is empty. */
  userIds(name: string): readonly UserId[] {
    return this.texts(name).map((text) => {
      const id = parseUserId(text);
      if (id === undefined) throw broken(this.#what, `its ${name} is not what was written`);
      return id;
    });
  }

  /** Counts by names that are not known beforehand. For what is absent while there are none. */
  counts(name: string): Readonly<Record<string, number>> {
    if (!this.has(name)) return {};
    const map = this.#read(name, (value) => (typeof value === 'object' && value !== null ? value : undefined));
    const counts = new Attributes(map, this.#what);
    return Object.fromEntries(Object.keys(map).map((key) => [key, counts.count(key)]));
  }

  /** A map in the item. */
  part(name: string): Attributes {
    return new Attributes(this.#value(name), `${this.#what}'s ${name}`);
  }

  partOrNull(name: string): Attributes | null {
    return this.has(name) ? this.part(name) : null;
  }

  /** A list of maps in the item. For what is absent while it is empty. */
  parts(name: string): readonly Attributes[] {
    return this.has(name) ? this.#list(name).map((value) => new Attributes(value, `${this.#what}'s ${name}`)) : [];
  }

  /** One of an enumeration of the vocabulary. */
  oneOf<Value extends string>(name: string, values: Readonly<Record<string, Value>>): Value {
    return this.#read(name, (value) => Object.values(values).find((known) => known === value));
  }

  oneOfOrNull<Value extends string>(name: string, values: Readonly<Record<string, Value>>): Value | null {
    return this.has(name) ? this.oneOf(name, values) : null;
  }

  seq(name: string): Seq {
    return this.#read(name, (value) => (typeof value === 'number' ? parseSeq(value) : undefined));
  }

  seqOrNull(name: string): Seq | null {
    return this.has(name) ? this.seq(name) : null;
  }

  instantOrNull(name: string): Instant | null {
    return this.has(name) ? this.instant(name) : null;
  }

  instant(name: string): Instant {
    return this.#readText(name, parseInstant);
  }

  sessionId(name: string): SessionId {
    return this.#readText(name, parseSessionId);
  }

  userId(name: string): UserId {
    return this.#readText(name, parseUserId);
  }

  fileId(name: string): FileId {
    return this.#readText(name, parseFileId);
  }

  deviceId(name: string): DeviceId {
    return this.#readText(name, parseDeviceId);
  }

  clientMessageId(name: string): ClientMessageId {
    return this.#readText(name, parseClientMessageId);
  }

  callId(name: string): CallId {
    return this.#readText(name, parseCallId);
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

  description(name: string): Description {
    return this.#readText(name, restoreDescription);
  }

  webAddress(name: string): WebAddress {
    return this.#readText(name, restoreWebAddress);
  }

  #list(name: string): readonly unknown[] {
    return this.#read(name, (value): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined));
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
