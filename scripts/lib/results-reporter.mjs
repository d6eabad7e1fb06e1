import { writeFileSync } from 'node:fs';

/**
 * A vitest reporter that writes what happened to the file named by PARLEY_TEST_RESULTS, as JSON:
 * `{ passed, failed, skipped: [{ name, reason }], unexplained: [name] }`.
 *
 * Errors outside any test (a file that does not load, a hook, an unhandled rejection) count as failures. Tests that a
 * name filter left out were not asked for and count as nothing.
 */
export default class ResultsReporter {
  #filtered = false;

  onInit(vitest) {
    this.#filtered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules, unhandledErrors) {
    const results = { passed: 0, failed: unhandledErrors.length, skipped: [], unexplained: [] };
    for (const module of modules) {
      this.#countErrorsAround(module, results);
      for (const suite of module.children.allSuites()) this.#countErrorsAround(suite, results);
      for (const test of module.children.allTests()) this.#count(test, results);
    }
    writeFileSync(process.env.PARLEY_TEST_RESULTS, JSON.stringify(results));
  }

  #countErrorsAround(suite, results) {
    if (suite.errors().length > 0) results.failed += 1;
  }

  #count(test, results) {
    const { state, note } = test.result();
    if (state === 'passed') results.passed += 1;
    if (state === 'failed') results.failed += 1;
    if (state !== 'skipped' && state !== 'pending') return;

    const name = `${test.module.relativeModuleId} > ${test.fullName}`;
    const reason = note?.trim();
    if (reason) results.skipped.push({ name, reason });
    else if (!this.#filtered && !wasNeverReached(test)) results.unexplained.push(name);
  }
}

/** Whether a hook or the file around the test failed, which is counted by itself. */
function wasNeverReached(test) {
  for (let around = test.parent; ; around = around.parent) {
    if (around.errors().length > 0) return true;
    if (around.type === 'module') return false;
  }
}
