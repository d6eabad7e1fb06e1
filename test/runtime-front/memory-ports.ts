import type { Clock, JsonObject, Log, Metrics } from '../../runtime/contract.ts';

export class ManualClock implements Clock {
  #now = Date.UTC(2026, 10, 21, 12);
  now(): number {
    return this.#now;
  }
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export class MemoryMetrics implements Metrics {
  readonly counts = new Map<string, number>();
  readonly gauges = new Map<string, () => number>();
  count(name: string, by = 1): void {
    this.counts.set(name, this.of(name) + by);
  }
  time(): void {}
  note(): void {}
  gauge(name: string, read: () => number): void {
    this.gauges.set(name, read);
  }
  snapshot(): JsonObject {
    return Object.fromEntries(this.counts);
  }
  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}

export class MemoryLog implements Log {
  readonly lines: string[] = [];
  debug(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  info(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  warn(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  error(event: string, fields?: JsonObject): void {
    this.#add(event, fields);
  }
  #add(event: string, fields: JsonObject = {}): void {
    this.lines.push(JSON.stringify({ event, ...fields }));
  }
}
