import { isObject } from './json.ts';
import type { Utility } from './utility.ts';
import { Halt, refuse } from './utility.ts';

/** `runtime.*`: developer guide, "Runtime utilities". */
export const runtimeUtilities: Readonly<Record<string, Utility>> = {
  earlyReturn: ([value = null, options]) => {
    // What an early return skips without being told: this function, or from a pipeline's own request handler all of it.
    const skipTo = (isObject(options) ? options.skipTo : undefined) ?? 'NEXT';
    if (skipTo !== 'END' && skipTo !== 'NEXT') return refuse('runtime.earlyReturn', 'skipTo is neither END nor NEXT');
    throw new Halt({ kind: 'earlyReturn', value, skipTo });
  },
};
