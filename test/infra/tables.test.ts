import { beforeAll, describe, expect, it } from 'vitest';
import { partitionKey, sortKey, tables, type TableLayout } from '../../adapters/dynamodb/layout/index.ts';
import { at, list, synthesise, synthesisTime, type Resource, type Synthesised } from './synthesise.ts';

const layouts: readonly (readonly [string, TableLayout])[] = Object.entries(tables);

describe('tables on AWS', () => {
  let dev: Synthesised;
  let prod: Synthesised;
  beforeAll(async () => {
    dev = (await synthesise('dev')).state;
    prod = (await synthesise('prod')).state;
  }, synthesisTime);
  const all = (state: Synthesised) => state.ofType('AWS::DynamoDB::GlobalTable');
  const table = (state: Synthesised, name: string): Resource =>
    all(state).find(({ id }) => id.toLowerCase().startsWith(`tables${name}`))!;

  it('are those of the layout and no others', () => {
    expect(all(dev)).toHaveLength(layouts.length);
    expect(layouts.map(([name]) => table(dev, name))).not.toContain(undefined);
  });

  it.each(layouts)('give %s the keys of the layout, as text', (name) => {
    const { properties } = table(dev, name);
    expect(at(properties, 'KeySchema')).toEqual([
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ]);
    expect(
      list(at(properties, 'AttributeDefinitions')).map((attribute) => at(attribute, 'AttributeType')),
    ).not.toContain('N');
  });

  it.each(layouts)('let items of %s expire by the attribute of the layout', (name, layout) => {
    expect(at(table(dev, name).properties, 'TimeToLiveSpecification')).toEqual({
      AttributeName: layout.timeToLive,
      Enabled: true,
    });
  });

  it.each(layouts)('stream the changes of %s where the layout says so', (name, layout) => {
    expect(at(table(dev, name).properties, 'StreamSpecification', 'StreamViewType')).toBe(layout.stream);
  });

  it.each(layouts)('keep %s restorable to any moment where the layout says so', (name, layout) => {
    expect(
      at(table(dev, name).properties, 'Replicas', 0, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'),
    ).toBe(layout.pointInTimeRecovery);
  });

  it.each(layouts)('index %s as the layout says', (name, layout) => {
    const indexes = list(at(table(dev, name).properties, 'GlobalSecondaryIndexes'));
    expect(indexes).toEqual(
      layout.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: 'HASH' },
          { AttributeName: index.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: index.projection },
      })),
    );
  });

  it('are paid for by use and live in one region', () => {
    for (const { properties } of all(dev)) {
      expect(at(properties, 'BillingMode')).toBe('PAY_PER_REQUEST');
      expect(list(at(properties, 'Replicas'))).toHaveLength(1);
    }
  });

  it('outlive their stack in prod, and only there', () => {
    const fate = ({ deletionPolicy, properties }: Resource) => [
      deletionPolicy,
      at(properties, 'Replicas', 0, 'DeletionProtectionEnabled'),
    ];
    for (const one of all(prod)) expect(fate(one)).toEqual(['Retain', true]);
    for (const one of all(dev)) expect(fate(one)).toEqual(['Delete', false]);
    expect([prod.terminationProtection, dev.terminationProtection]).toEqual([true, false]);
  });
});
