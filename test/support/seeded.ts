import fc from 'fast-check';

/**
 * Every run of the property tests tries the same cases, so that a failure is of the change under test and not of the day.
 * `PARLEY_SEED=<number> npm test` tries others; a property that fails says its seed.
 */
fc.configureGlobal({ seed: Number(process.env['PARLEY_SEED'] ?? 20_261_121) });
