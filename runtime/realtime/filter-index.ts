import type { Json } from '../contract.ts';
import type { Condition, ConditionGroup, Filter } from './filter.ts';
import { valueAt } from './filter.ts';
import { valueKey } from './filter-operators.ts';

/** Entries whose groups fix the same paths, by the values they fix them to. */
interface Shape<Entry> {
  readonly paths: readonly (readonly string[])[];
  readonly buckets: Map<string, Set<Entry>>;
}

/**
 * Finds the entries that an event may match without looking at the others.
 *
 * Every group of a filter is filed under the paths that it compares for equality and the values it wants there. An event
 * is looked up once per set of paths in use, of which there are as many as kinds of subscription, not as many as
 * subscribers. A group without any equality is found by every event of its field: nothing less would be right.
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
      const key = keyOf(shape.paths, event);
      if (key === undefined) continue;
      for (const entry of shape.buckets.get(key) ?? []) found.add(entry);
    }
    return found;
  }

  #file(field: string, group: ConditionGroup, entry: Entry): (() => void)[] {
    const { paths, keys } = placesOf(group);
    const shapeName = JSON.stringify(paths);
    const shapes = this.#fields.get(field) ?? new Map<string, Shape<Entry>>();
    this.#fields.set(field, shapes);
    const shape = shapes.get(shapeName) ?? { paths, buckets: new Map<string, Set<Entry>>() };
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

function placesOf(group: ConditionGroup): { paths: (readonly string[])[]; keys: string[] } {
  const equalities = new Map<string, Condition>();
  for (const condition of group) {
    if (condition.operatorName === 'eq') equalities.set(condition.fieldName, condition);
  }
  if (equalities.size > 0) {
    const fixed = [...equalities.values()].sort((a, b) => (a.fieldName < b.fieldName ? -1 : 1));
    return { paths: fixed.map(({ path }) => path), keys: [joined(fixed.map(({ value }) => valueKey(value)))] };
  }
  const among = group.find(({ operatorName }) => operatorName === 'in');
  if (among !== undefined && Array.isArray(among.value)) {
    const values = new Set<string>(among.value.map((value: Json) => joined([valueKey(value)])));
    return { paths: [among.path], keys: [...values] };
  }
  return { paths: [], keys: [joined([])] };
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
