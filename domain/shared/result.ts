import type { Refusal } from '../vocabulary/refusal.ts';

/** What a rule answers: a value, or a refusal that the caller is told. Bugs are thrown, never returned. */
export type Result<Value> = Done<Value> | Refused;

export interface Done<Value> {
  readonly ok: true;
  readonly value: Value;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });
export const refused = (refusal: Refusal): Refused => ({ ok: false, refusal });
