import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { play, suite } from '../resolvers/suite/index.ts';
import { differences } from './differences.ts';
import { openSimulator } from './host.ts';

const host = await openSimulator();

void describe('The resolver suite on the Amplify AppSync simulator', () => {
  if ('unavailable' in host) {
    void it('needs a database engine', (context) => context.skip(host.unavailable));
    return;
  }
  after(() => host.close());

  for (const [key, scenario] of suite.entries()) {
    const difference = differences[scenario.name];
    if (difference === undefined) {
      void it(scenario.name, () => play(scenario, host, key));
    } else {
      void it(`cannot keep: ${scenario.name} (${difference.why})`, () =>
        assert.rejects(play(scenario, host, key), difference.breaksWith));
    }
  }

  void it('has no difference listed for a scenario that is not there', () => {
    const names = suite.map(({ name }) => name);
    assert.deepEqual(
      Object.keys(differences).filter((name) => !names.includes(name)),
      [],
    );
  });
});
