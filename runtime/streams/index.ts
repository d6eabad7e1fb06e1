export { fileCheckpoints, type Checkpoint, type Checkpoints } from './checkpoints.ts';
export { EventSourceMapping, type MappingSettings } from './event-source-mapping.ts';
export { Trimming, trimmingTableInput, type TrimmingSettings } from './trimming.ts';
