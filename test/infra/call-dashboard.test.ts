import { beforeAll, describe, expect, it } from 'vitest';
import { CallMeasures } from '../../domain/vocabulary/call-measures.ts';
import { at, synthesise, synthesisTime, type Synthesised } from './synthesise.ts';

describe('the dashboard of calls', () => {
  let api: Synthesised;
  beforeAll(async () => {
    ({ api } = await synthesise('dev'));
  }, synthesisTime);

  it('shows all that is measured of calls, and how they end', () => {
    const boards = api.ofType('AWS::CloudWatch::Dashboard');
    expect(boards).toHaveLength(1);
    const body = JSON.stringify(at(boards[0]?.properties, 'DashboardBody'));
    for (const { metric } of Object.values(CallMeasures)) expect(body).toContain(metric);
    for (const end of ['ENDED', 'MISSED', 'DECLINED', 'FAILED']) expect(body).toContain(`CALL_${end}`);
  });
});
