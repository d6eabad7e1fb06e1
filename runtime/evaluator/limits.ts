/** Characters of code in one resolver or function (AppSync service quotas, "Resolver code size"). */
export const CODE_CHARACTERS = 32_768;

/** Turns of one loop (AppSync service quotas, "Iterations in a foreach loop"). */
export const LOOP_ITERATIONS = 1_000;

/**
 * Milliseconds that one handler may run. AppSync gives a whole request 30 s and names no figure for a handler; this is
 * the last resort against code that never ends, far above what any handler needs.
 */
export const EVALUATION_MILLISECONDS = 3_000;
