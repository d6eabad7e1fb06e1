import type { Json } from '../contract.ts';
import { isJsonArray } from '../json.ts';
import type { Condition, ConditionGroup, Filter } from './filter.ts';
import { valueAt } from './filter.ts';
import { valueKey } from './filter-operators.ts';

/** What a group fixes: the values at some paths, or one of the members of the list at a path. */
interface Places {
  readonly kind: 'values' | 'member';
  readonly paths: readonly (readonly string[])[];
}

/** Entries whose groups fix the same places, by the values they fix them to. */
interface Shape<Entry> {
  readonly places: Places;
  readonly buckets: Map<string, Set<Entry>>;
}

/**
 * Finds the entries that an event may match without looking at the others.
 *
 * Every group of a filter is filed under the paths that it compares for equality and the values it wants there, or under
 * the members that it wants in a list. An event is looked up once per set of paths in use, of which there are as many as
 * kinds of subscription, not as many as subscribers. A group without any of these is found by every event of its field:
 * nothing less would be right.
 */
export class FilterIndex<Entry extends object> {
  readonly #fields = new Map<string, Map<string, Shape<Entry>>>();

  /** Files `entry` under each group of `filter`; the answer takes it out again. */
  add(field: string, filter: Filter, entry: Entry): () => void {
    const removals = filter.groups.flatMap((group) => this.#file(field, group, entry));
    return () => {
      for (const remove of removals) remove();
    };
  }

  /** The entries of `field` one of whose groups has all its equalities met by `event`, each once. */
  candidates(field: string, event: Json): ReadonlySet<Entry> {
    const found = new Set<Entry>();
    for (const shape of this.#fields.get(field)?.values() ?? []) {
      for (const key of keysIn(shape, event)) {
        for (const entry of shape.buckets.get(key) ?? []) found.add(entry);
      }
    }
    return found;
  }

  #file(field: string, group: ConditionGroup, entry: Entry): (() => void)[] {
    const { places, keys } = placesOf(group);
    const shapeName = JSON.stringify(places);
    const shapes = this.#fields.get(field) ?? new Map<string, Shape<Entry>>();
    this.#fields.set(field, shapes);
    const shape = shapes.get(shapeName) ?? { places, buckets: new Map<string, Set<Entry>>() };
    shapes.set(shapeName, shape);

    return keys.map((key) => {
      const bucket = shape.buckets.get(key) ?? new Set<Entry>();
      shape.buckets.set(key, bucket.add(entry));
      return () => {
        bucket.delete(entry);
        if (bucket.size === 0 && shape.buckets.get(key) === bucket) shape.buckets.delete(key);
        if (shape.buckets.size === 0 && shapes.get(shapeName) === shape) shapes.delete(shapeName);
      };
    });
  }
}

function placesOf(group: ConditionGroup): { places: Places; keys: string[] } {
  const equalities = new Map<string, Condition>();
  for (const condition of group) {
    if (condition.operatorName === 'eq') equalities.set(condition.fieldName, condition);
  }
  if (equalities.size > 0) {
    const fixed = [...equalities.values()].sort((a, b) => (a.fieldName < b.fieldName ? -1 : 1));
    return {
      places: { kind: 'values', paths: fixed.map(({ path }) => path) },
      keys: [joined(fixed.map(({ value }) => valueKey(value)))],
    };
  }
  for (const { operatorName, path, value } of group) {
    if (!isJsonArray(value) || (operatorName !== 'in' && operatorName !== 'containsAny')) continue;
    const kind = operatorName === 'in' ? 'values' : 'member';
    return { places: { kind, paths: [path] }, keys: [...new Set(value.map((each) => joined([valueKey(each)])))] };
  }
  return { places: { kind: 'values', paths: [] }, keys: [joined([])] };
}

/** The keys under which an event finds entries of a shape. */
function keysIn<Entry>({ places, buckets }: Shape<Entry>, event: Json): Iterable<string> {
  if (places.kind === 'values') {
    const key = keyOf(places.paths, event);
    return key === undefined ? [] : [key];
  }
  const list = valueAt(event, places.paths[0] ?? []);
  // In a text, `containsAny` looks for parts, which no key can foretell.
  if (typeof list === 'string') return buckets.keys();
  return isJsonArray(list) ? new Set(list.map((member) => joined([valueKey(member)]))) : [];
}

function keyOf(paths: readonly (readonly string[])[], event: Json): string | undefined {
  const values: string[] = [];
  for (const path of paths) {
    const value = valueAt(event, path);
    if (value === undefined) return undefined;
    values.push(valueKey(value));
  }
  return joined(values);
}

/** Lengths stand before the values, so that no value can spell the border between two. */
function joined(values: readonly string[]): string {
  return values.map((value) => `${value.length}:${value}`).join('');
}
