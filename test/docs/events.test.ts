import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BusEventType, busEventSource } from '../../domain/vocabulary/bus-events.ts';
import { exampleEvents } from './bus-events.ts';

const text = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
const documented = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, example = '']): unknown =>
  JSON.parse(example),
);

describe('docs/events.md', () => {
  it('has one example of each event, as the bus delivers it', () => {
    expect(exampleEvents.map(({ type }) => type)).toEqual(Object.values(BusEventType));
    expect(documented).toEqual(
      exampleEvents.map(({ type, detail }) => ({ source: busEventSource, 'detail-type': type, detail })),
    );
  });

  it('has a section of each event', () => {
    for (const type of Object.values(BusEventType)) expect(text).toMatch(new RegExp(`^### ${type}$`, 'm'));
  });
});
