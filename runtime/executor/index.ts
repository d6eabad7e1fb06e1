export { createExecutor, type ExecutorSettings } from './create-executor.ts';
export { DEFAULT_LIMITS, type ExecutorLimits } from './limits.ts';
export { PRELUDE } from './prelude.ts';
export { projectEvent, type Projected } from './project-event.ts';
